/// Why a job has failed, and where in its script.
public struct JobFailure: Sendable {
    public var failure: Failure
    /// The round that could not be had, counted from 1.
    public var round: Int
    /// How many attempts were spent on it.
    public var attempts: Int
    public var failedAt: Instant

    public init(failure: Failure, round: Int, attempts: Int, failedAt: Instant) {
        (self.failure, self.round, self.attempts, self.failedAt) = (failure, round, attempts, failedAt)
    }
}
