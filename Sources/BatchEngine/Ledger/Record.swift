// Ledger: what is written down, and when. Floor 2.

/// What is stored. Records are only ever added; a conversation is read back from them.
public enum Record: Sendable {
    /// A round, with the attempt that brought it.
    case round(JobKey, Round, AttemptRecord)
    /// An attempt that brought no round.
    case attempt(JobKey, round: Int, AttemptRecord)
    /// What a program answered to a call of a tool.
    case toolAnswer(JobKey, ToolAnswer)
    /// A job has failed.
    case failure(JobKey, JobFailure)

    public var job: JobKey {
        switch self {
        case .round(let job, _, _), .attempt(let job, _, _), .toolAnswer(let job, _), .failure(let job, _): job
        }
    }
}

/// One attempt as it is written down, so that waste is known.
public struct AttemptRecord: Sendable {
    /// Counted from 1 within the round and the run.
    public var number: Int
    public var provider: String
    public var startedAt: Instant
    public var latency: Duration
    /// From sending the request to the first part of the answer; nil where none was streamed.
    public var firstToken: Duration?
    /// ``Outcome/name``.
    public var outcome: String
    /// Nil for an attempt that brought a reply.
    public var failure: Failure?
    /// How long the job or its account waits before the next attempt; nil where there is none.
    public var wait: Duration?
    /// What it cost; nil where that is not known.
    public var cost: Dollars?

    public init(
        number: Int, provider: String, startedAt: Instant, latency: Duration, firstToken: Duration? = nil, outcome: String,
        failure: Failure? = nil, wait: Duration? = nil, cost: Dollars? = nil
    ) {
        (self.number, self.provider, self.startedAt, self.latency) = (number, provider, startedAt, latency)
        (self.firstToken, self.outcome, self.failure) = (firstToken, outcome, failure)
        (self.wait, self.cost) = (wait, cost)
    }
}
