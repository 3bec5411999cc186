import BatchCore
import BatchEngine

extension LineRemark {
    /// `jobs.jsonl: line 3, column 40: unknown member "turn"; did you mean "turns"?`
    var sentence: String { "\(file): line \(line), column \(column): \(message)\(ending)".printable }

    /// `warning: jobs.jsonl: line 3, column 40: "temperature" has no effect … (12 jobs); leave it out`
    var warning: String {
        "warning: \(file): line \(line), column \(column): \(message) (\(jobs.counted("job")))\(ending)".printable
    }

    private var ending: String { hint.map { "; \($0.clause)" } ?? "" }

    /// The members of its JSON form.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("code", code)
        writer.member("message", message + ending)
        writer.member("line", line)
        writer.member("column", column)
        writer.member("jobs", jobs)
    }
}

/// Prints the faults of lines to standard error: all of the first hundred lines, and the number of further lines.
struct BadLinePrinter {
    private var lines: Set<Int> = []
    private var more: Set<Int> = []
    private var file = ""

    private static let most = 100

    mutating func print(_ remark: LineRemark) {
        file = remark.file
        let line = remark.line
        guard lines.contains(line) || lines.count < Self.most else {
            more.insert(line)
            return
        }
        lines.insert(line)
        Terminal.error(remark.sentence)
    }

    /// Prints how many lines were not printed, once.
    mutating func end() {
        guard !more.isEmpty else { return }
        Terminal.error("\(file): \(more.count.grouped) more \(more.count == 1 ? "line is" : "lines are") bad as well.")
        more = []
    }
}
