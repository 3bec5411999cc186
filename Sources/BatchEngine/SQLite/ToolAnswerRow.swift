import BatchCore

/// A row of `tool_answers`.
struct ToolAnswerRow: TableRow {
    static let table = "tool_answers"
    var label: String { "job \(job)" }

    private var job: JobKey
    /// The answer that was read.
    private(set) var stored: ToolAnswer

    init() { self.init(job: JobKey(0)) }

    /// An answer of that job, yet to be read.
    init(job: JobKey) {
        self.init(job, ToolAnswer(round: 0, call: 0, name: "", content: "", latency: .zero, answeredAt: .epoch))
    }

    init(_ job: JobKey, _ answer: ToolAnswer) { (self.job, stored) = (job, answer) }

    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
        visitor.column("job", &job, .inserted)
        visitor.column("round", &stored.round)
        visitor.column("call", &stored.call)
        visitor.column("name", &stored.name)
        visitor.column("answered_at", &stored.answeredAt)
        visitor.column("latency_ms", &stored.latency)
        visitor.column("content", &stored.content)
    }
}
