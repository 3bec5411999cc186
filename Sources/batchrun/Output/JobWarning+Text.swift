import BatchCore
import BatchEngine

extension JobWarning {
    /// `warning: jobs.jsonl: line 3, column 40: "temperature" has no effect while deepseek-flash thinks (12 jobs); leave it out`
    func line(of file: String) -> String {
        "warning: \(file): line \(line), column \(column): \(message) (\(jobs.counted("job")))\(hint.map { "; \($0.clause)" } ?? "")".printable
    }

    /// The members of its JSON form.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("code", code)
        writer.member("message", message + (hint.map { "; \($0.clause)" } ?? ""))
        writer.member("line", line)
        writer.member("column", column)
        writer.member("jobs", jobs)
    }

    /// Its JSON form among the lines of a run.
    var event: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "warning")
        writeMembers(to: &writer)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
