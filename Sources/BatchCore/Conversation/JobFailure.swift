/// The reason why a job failed, and the place in its script.
package struct JobFailure: Sendable {
    package var failure: Failure
    /// The round that failed, counted from 1.
    package var round: Int
    /// The number of attempts at it.
    package var attempts: Int
    package var failedAt: Instant

    package init(failure: Failure, round: Int, attempts: Int, failedAt: Instant) {
        (self.failure, self.round, self.attempts, self.failedAt) = (failure, round, attempts, failedAt)
    }
}
