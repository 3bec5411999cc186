import BatchCore
import CSystem
import Glibc

/// The end of a program's run.
struct ProgramEnd {
    enum Exit {
        case status(Int32)
        case signal(Int32)
        /// Other code of this process has reaped the program, and the system reports a status only once.
        case unknown

        /// - Parameter status: as `waitpid` returns it.
        init(_ status: Int32) { self = status & 0x7F == 0 ? .status(status >> 8 & 0xFF) : .signal(status & 0x7F) }
    }

    /// Why the runner ended the program.
    enum Verdict {
        case timeLimit(hasExited: Bool)
        case tooLong
    }

    var exit: Exit
    /// Nil if the program ended by itself.
    var verdict: Verdict?
    var output: [UInt8]
    /// The last bytes that it wrote to standard error.
    var errors: [UInt8]

    /// The answer for the model, or why the job fails.
    func answer(to run: ToolRun, _ options: ProgramOptions) -> Result<String, Failure> {
        let program = "the program for \(ShortText.of(run.call.name))"
        switch verdict {
        case .timeLimit(let hasExited):
            let limit = "the time limit of \(options.timeLimit.brief)"
            let what =
                hasExited
                ? "\(program) ended, but what it left running held its output open until \(limit)"
                : "\(program) was still running at \(limit)"
            return fault("tool_timeout", "\(what), and was ended")
        case .tooLong:
            return fault("tool_failed", "\(program) answered with more than \(options.answerLimit) bytes; make it say less")
        case nil: break
        }
        switch exit {
        case .status(0): break
        case .status(let status): return fault("tool_failed", "\(program) ended with status \(status)")
        case .signal(let number): return fault("tool_failed", "\(program) was ended by signal \(number)\(Self.name(ofSignal: number))")
        case .unknown: return fault("tool_failed", "\(program) ended with a status that could not be had")
        }
        guard let text = String(validating: output, as: UTF8.self) else {
            return fault("tool_failed", "\(program) answered with bytes that are not UTF-8; make it write text to standard output")
        }
        return .success(text.utf8.last == UInt8(ascii: "\n") ? String(decoding: text.utf8.dropLast(), as: UTF8.self) : text)
    }

    private func fault(_ code: String, _ sentence: String) -> Result<String, Failure> {
        // The first character may be incomplete.
        let words = ShortText.collapsed(String(decoding: errors, as: UTF8.self)).suffix(Bounds.errorText)
        let quoted = words.isEmpty ? "it wrote nothing to standard error" : "its last words: \(words)"
        return .failure(Failure(code: code, message: "\(sentence); \(quoted)"))
    }

    private static func name(ofSignal number: Int32) -> String {
        guard let name = unsafe csystem_words_for_signal(number) else { return "" }
        return unsafe " (\(String(cString: name)))"
    }
}
