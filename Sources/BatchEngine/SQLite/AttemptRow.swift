package import BatchCore

/// An attempt as the state file holds it.
package struct StoredAttempt: Sendable {
    /// The round that was requested.
    package var round: Int
    package var attempt: AttemptRecord
    /// What it used in input and output tokens; nil if the provider did not report it.
    package var usage: Usage?
}

/// A row of `attempts`.
struct AttemptRow: TableRow {
    static let table = "attempts"
    var label: String { "job \(job)" }

    private var job: JobKey
    private var round: Int
    private var attempt: AttemptRecord
    private var httpStatus: Int?
    private var code: String?
    private var message: String?
    private var promptTokens: Int?
    private var completionTokens: Int?
    private var requestID: String?

    init() { self.init(job: JobKey(0)) }

    /// An attempt of that job, yet to be read.
    init(job: JobKey) {
        (self.job, round) = (job, 0)
        attempt = AttemptRecord(number: 0, provider: "", startedAt: .epoch, latency: .zero, outcome: "")
    }

    /// - Parameter usage: the reply's, or the failure's.
    init(_ job: JobKey, round: Int, _ attempt: AttemptRecord, usage: Usage?) {
        (self.job, self.round, self.attempt) = (job, round, attempt)
        if let failure = attempt.failure {
            (code, message, httpStatus, requestID) = (failure.code, failure.message, failure.httpStatus, failure.requestID)
        }
        (promptTokens, completionTokens) = (usage?.prompt, usage?.completion)
    }

    /// The attempt that was read.
    var stored: StoredAttempt {
        var attempt = attempt
        let usage =
            promptTokens == nil && completionTokens == nil ? nil : Usage(prompt: promptTokens, completion: completionTokens)
        attempt.failure = code.map {
            Failure(code: $0, message: message ?? "", httpStatus: httpStatus, usage: usage, requestID: requestID)
        }
        return StoredAttempt(round: round, attempt: attempt, usage: usage)
    }

    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
        visitor.column("job", &job, .inserted)
        visitor.column("round", &round)
        visitor.column("attempt", &attempt.number)
        visitor.column("provider", &attempt.provider)
        visitor.column("started_at", &attempt.startedAt)
        visitor.column("latency_ms", &attempt.latency)
        visitor.column("first_token_ms", &attempt.firstToken)
        visitor.column("outcome", &attempt.outcome)
        visitor.column("http_status", &httpStatus)
        visitor.column("code", &code)
        visitor.column("message", &message)
        visitor.column("prompt_tokens", &promptTokens)
        visitor.column("completion_tokens", &completionTokens)
        visitor.column("cost_usd", &attempt.cost)
        visitor.column("wait_ms", &attempt.wait)
        visitor.column("request_id", &requestID)
    }
}
