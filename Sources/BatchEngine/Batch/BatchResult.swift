public import BatchCore

/// The result of one job.
public struct BatchResult: Identifiable, Sendable {
    /// The status of a job.
    public typealias Status = JobStatus

    /// One reply that was paid for.
    public struct Reply: Sendable {
        /// Round, counted from 1 within the job.
        public let round: Int
        /// Turn of the script that it answers, counted from 1.
        public let turn: Int
        /// Text of the reply; nil if the provider gave null, as beside tool calls.
        public let text: String?
        /// Reasoning; nil if the provider gave none.
        public let reasoning: String?
        /// Name of the provider that was paid.
        public let provider: String
        /// Model that answered, as the provider wrote it.
        public let model: String?
        /// `stop`, `length`, `tool_calls`, … as the provider wrote it.
        public let finishReason: String?
        /// Input tokens, cached ones included; nil if the provider did not say.
        public let promptTokens: Int?
        /// Output tokens, reasoning included; nil if the provider did not say.
        public let completionTokens: Int?
        /// Input tokens from the provider's cache; nil if the provider did not say.
        public let cachedTokens: Int?
        /// Output tokens spent on reasoning; nil if the provider did not say.
        public let reasoningTokens: Int?
        /// Cost in dollars; nil if it is not known.
        public let cost: Dollars?
        /// Time from the request to the end of the response.
        public let latency: Duration
        /// Whether the reply was not as expected and is not part of the conversation.
        public let isDiscarded: Bool
    }

    package let job: JobResult
    let key: JobKey

    /// Id of the job.
    public var id: String { job.job.id }
    /// Line of the job file, counted from 1.
    public var line: Int { job.job.line }
    /// Status of the job.
    public var status: Status { job.status }
    /// Provider that answered last, or that the next request uses; nil if it is not known.
    public var provider: String? { job.provider }
    /// Model that answered last, as the provider wrote it, or that the next request uses.
    public var model: String? { job.model }
    /// The conversation so far, opening history included.
    public var messages: [ResultMessage] { job.messages }
    /// All replies that were paid for, in order.
    public var replies: [Reply] { job.rounds.map { Reply($0) } }
    /// Why the job has failed; nil if it has not.
    public var failure: Failure? { job.failure?.failure }
    /// Cost of its rounds in dollars; nil if that of some round is not known.
    public var cost: Dollars? { job.cost }
    /// Line of the results file, without its end.
    public var json: String {
        var writer = ResultsWriter(.results)
        writer.add(job)
        return String(decoding: writer.bytes.dropLast(), as: UTF8.self)
    }

    init(_ job: JobResult, key: JobKey) { (self.job, self.key) = (job, key) }
}

extension BatchResult.Reply {
    fileprivate init(_ round: Round) {
        let (reply, usage) = (round.reply, round.reply.usage)
        self.init(
            round: round.number, turn: round.turn, text: reply.content, reasoning: reply.reasoning, provider: round.provider,
            model: reply.model, finishReason: reply.finishReason, promptTokens: usage?.prompt, completionTokens: usage?.completion,
            cachedTokens: usage?.cached, reasoningTokens: usage?.reasoning, cost: round.cost?.total, latency: round.latency,
            isDiscarded: round.standing == .discarded)
    }
}

/// One HTTP attempt at a round.
public struct BatchAttempt: Sendable {
    /// Id of the job.
    public let jobID: String
    /// Round that was requested, counted from 1.
    public let round: Int
    /// Attempt, counted from 1 within the round and the run.
    public let number: Int
    /// Name of the provider.
    public let provider: String
    /// When the request was sent.
    public let startedAt: Instant
    /// Time to the end of the response, or to the failure.
    public let latency: Duration
    /// `replied`, `throttled`, `history_lost`, `transient`, `unreachable`, `rejected` or `account_stopped`.
    public let outcome: String
    /// Why there was no reply; nil if there was one.
    public let failure: Failure?
    /// Wait before the next attempt; nil if there was none.
    public let wait: Duration?
    /// Cost in dollars; nil if it is not known.
    public let cost: Dollars?

    init(_ stored: StoredAttempt, of jobID: String) {
        let attempt = stored.attempt
        (self.jobID, round, number, provider) = (jobID, stored.round, attempt.number, attempt.provider)
        (startedAt, latency, outcome, failure) = (attempt.startedAt, attempt.latency, attempt.outcome, attempt.failure)
        (wait, cost) = (attempt.wait, attempt.cost)
    }
}
