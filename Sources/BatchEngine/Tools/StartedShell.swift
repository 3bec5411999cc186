import BatchCore
import CSystem
import Glibc

/// A shell that was just started, and this side's ends of its pipes. The descriptors are whoever takes them's to close.
struct StartedShell {
    /// Also the number of its process group and of its session.
    let process: pid_t
    /// Written to, read from, read from: none of them blocks.
    let input: Int32
    let output: Int32
    let errors: Int32
    /// Readable when the shell has ended.
    let exit: Int32

    /// Starts `/bin/sh -c command`. In a session of its own it has no terminal: an interrupt there is this process's to heed, and
    /// nobody sits at its keys to answer a question.
    init(running command: String) throws(ProgramFault) {
        let input = try Pipe()
        let output = try Pipe()
        let errors = try Pipe()
        var process: pid_t = 0
        let fault = unsafe csystem_start(command, input.reading.number, output.writing.number, errors.writing.number, &process)
        guard fault == 0 else { throw ProgramFault(what: "started", number: fault) }
        exit = csystem_watch(process)
        guard exit >= 0 else {
            let number = errno
            kill(-process, SIGKILL)
            waitpid(process, nil, 0)
            throw ProgramFault(what: "watched", number: number)
        }
        self.process = process
        self.input = input.writing.withoutBlocking()
        self.output = output.reading.withoutBlocking()
        self.errors = errors.reading.withoutBlocking()
    }
}

/// Why a program could not be run.
struct ProgramFault: Error {
    /// What could not be done to it, as a participle.
    var what: String
    /// The system's number for the reason.
    var number: Int32

    func failure(of run: ToolRun) -> Failure {
        // The variant that fills a buffer, for strerror shares one among all threads.
        var text = [CChar](repeating: 0, count: 256)
        let reason =
            unsafe strerror_r(number, &text, text.count) == 0
            ? String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : "error \(number)"
        return Failure(code: "tool_failed", message: "the program for \(ShortText.of(run.call.name)) could not be \(what): \(reason)")
    }
}

private struct Pipe: ~Copyable {
    let reading: Descriptor
    let writing: Descriptor

    init() throws(ProgramFault) {
        var ends: [Int32] = [-1, -1]
        guard unsafe csystem_pipe(&ends) == 0 else { throw ProgramFault(what: "started", number: errno) }
        reading = Descriptor(number: ends[0])
        writing = Descriptor(number: ends[1])
    }
}

/// A descriptor that is closed when it is let go of.
private struct Descriptor: ~Copyable {
    let number: Int32

    init(number: Int32) { self.number = number }

    deinit { close(number) }

    /// Gives it away; reading or writing that would have to wait fails from now on.
    consuming func withoutBlocking() -> Int32 {
        let number = number
        discard self
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        return number
    }
}
