import BatchCore

extension RecordColumns {
    private static let toolAnswer = "round, call, name, answered_at, latency_ms, content"

    static let insertToolAnswer = "INSERT INTO tool_answers (job, \(toolAnswer)) VALUES (?, ?, ?, ?, ?, ?, ?)"

    /// Of one job, in order. Parameter: the job.
    static let selectToolAnswers = "SELECT \(toolAnswer) FROM tool_answers WHERE job = ? ORDER BY round, call"

    static func bind(_ answer: ToolAnswer, of job: JobKey, to statement: SQLiteStatement) {
        statement.bind(job.number)
        statement.bind(answer.round)
        statement.bind(answer.call)
        statement.bind(answer.name)
        statement.bind(answer.answeredAt.unixMilliseconds)
        statement.bind(answer.latency.milliseconds)
        statement.bind(answer.content)
    }

    static func readToolAnswer(_ row: SQLiteStatement) -> ToolAnswer {
        let (round, call, name) = (row.int(), row.int(), row.text())
        let answeredAt = Instant(unixMilliseconds: row.integer())
        let latency = Duration.milliseconds(row.integer())
        return ToolAnswer(round: round, call: call, name: name, content: row.text(), latency: latency, answeredAt: answeredAt)
    }
}
