// Ledger: what is stored, and when. Floor 2.

/// A record of the state. Records are only added; a conversation is read back from them.
package enum Record: Sendable {
    /// A round, with the attempt that brought it.
    case round(JobKey, Round, AttemptRecord)
    /// An attempt that brought no round.
    case attempt(JobKey, round: Int, AttemptRecord)
    /// The answer of a program to a tool call.
    case toolAnswer(JobKey, ToolAnswer)
    /// A job has failed.
    case failure(JobKey, JobFailure)

    package var job: JobKey {
        switch self {
        case .round(let job, _, _), .attempt(let job, _, _), .toolAnswer(let job, _), .failure(let job, _): job
        }
    }
}

/// One attempt as it is stored, so that waste is known.
package struct AttemptRecord: Sendable {
    /// Counted from 1 within the round and the run.
    package var number: Int
    package var provider: String
    package var startedAt: Instant
    package var latency: Duration
    /// Time from sending the request to the first part of the answer; nil if it was not streamed.
    package var firstToken: Duration?
    /// ``Outcome/name``.
    package var outcome: String
    /// Why it failed; nil if it brought a reply.
    package var failure: Failure?
    /// How long the job or its account waits before the next attempt; nil if none follows.
    package var wait: Duration?
    /// Its cost; nil if unknown.
    package var cost: Dollars?

    package init(
        number: Int, provider: String, startedAt: Instant, latency: Duration, firstToken: Duration? = nil, outcome: String,
        failure: Failure? = nil, wait: Duration? = nil, cost: Dollars? = nil
    ) {
        (self.number, self.provider, self.startedAt, self.latency) = (number, provider, startedAt, latency)
        (self.firstToken, self.outcome, self.failure) = (firstToken, outcome, failure)
        (self.wait, self.cost) = (wait, cost)
    }
}
