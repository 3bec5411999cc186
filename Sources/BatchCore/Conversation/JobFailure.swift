/// Why a job failed, and the place in its script.
package struct JobFailure: Sendable {
    package var failure: Failure
    /// The round that could not be had, counted from 1.
    package var round: Int
    /// How many attempts were spent on it.
    package var attempts: Int
    package var failedAt: Instant

    package init(failure: Failure, round: Int, attempts: Int, failedAt: Instant) {
        (self.failure, self.round, self.attempts, self.failedAt) = (failure, round, attempts, failedAt)
    }
}
