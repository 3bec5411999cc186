/// Conditions on rows of `jobs`, in SQL.
enum JobCondition {
    static let hasFailed = "EXISTS (SELECT 1 FROM failures WHERE failures.job = jobs.job AND retried_at IS NULL)"
    static let hasRounds = "EXISTS (SELECT 1 FROM rounds WHERE rounds.job = jobs.job)"
    /// Neither finished nor failed. A job with rounds is in `unfinished` until it ends.
    static let isPending =
        "NOT \(hasFailed) AND (NOT \(hasRounds) OR EXISTS (SELECT 1 FROM unfinished WHERE unfinished.job = jobs.job))"
}
