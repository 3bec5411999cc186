import BatchCore
import TestSupport

/// A job with its outcome, to be written in a format.
struct FormattedJob {
    var line: String
    var number = 3
    var rounds: [Round] = []
    var toolAnswers: [ToolAnswer] = []
    var failure: JobFailure?

    init(_ line: String, _ rounds: [Round] = [], toolAnswers: [ToolAnswer] = [], failure: Failure? = nil) {
        (self.line, self.rounds, self.toolAnswers) = (line, rounds, toolAnswers)
        self.failure = failure.map { JobFailure(failure: $0, round: rounds.count + 1, attempts: 2, failedAt: .epoch) }
    }

    var result: JobResult {
        get throws {
            let line = try JobLine(Array(line.utf8), line: number)
            let stored = StoredJob(
                key: JobKey(1), id: line.job.id, line: number, text: [], rounds: rounds, toolAnswers: toolAnswers, failure: failure)
            return JobResult(stored, line: line, provider: "account", model: "its model", reasoningHistory: .strip)
        }
    }

    /// The line, with its line end; empty if the job is not written.
    func text(_ format: ResultFormat, only status: JobResult.Status? = nil, withReasoning: Bool = false) throws -> String {
        var writer = ResultsWriter(format, only: status, withReasoning: withReasoning)
        writer.add(try result)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    func root(_ format: ResultFormat, only status: JobResult.Status? = nil, withReasoning: Bool = false) throws -> JSONValue {
        try JSONDocument(text(format, only: status, withReasoning: withReasoning)).root
    }

    /// The reason why it is not written; nil if it is.
    func leftOut(_ format: ResultFormat, only status: JobResult.Status? = nil) throws -> LeftOut? {
        var writer = ResultsWriter(format, only: status)
        writer.add(try result)
        return writer.leftOut.keys.first
    }
}

extension Round {
    /// A round as a server sends it, with its standing.
    static func said(
        _ number: Int, turn: Int = 1, _ content: String?, _ standing: Standing = .answer, thinking: String? = nil, calls: String? = nil,
        finish: String? = "stop", usage: Usage? = Usage(prompt: 20, completion: 11, cached: 4, reasoning: 3), id: String? = "r"
    ) -> Round {
        Round(
            number: number, turn: turn, standing: standing,
            reply: Reply(
                content: content, reasoning: thinking, toolCalls: calls.map { JSONText($0) }, finishReason: finish, responseID: id,
                model: "m", usage: usage),
            attempts: 1, latency: .milliseconds(812), firstToken: .milliseconds(90),
            createdAt: CivilTime(year: 2026, month: 11, day: 20, hour: 20, millisecond: 5).instant, provider: "p",
            cost: Cost(total: Dollars(picodollars: 3_618_000)))
    }

    /// A reply that calls a function, whose answers follow.
    static func called(_ number: Int, turn: Int = 1, _ calls: String, content: String? = nil, thinking: String? = nil) -> Round {
        said(number, turn: turn, content, .toolCalls, thinking: thinking, calls: calls, finish: "tool_calls")
    }
}
