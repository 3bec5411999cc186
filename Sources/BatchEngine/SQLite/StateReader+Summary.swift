package import BatchCore

/// Counts of a state file, with what only the file knows.
package struct StateSummary: Hashable, Sendable {
    /// Jobs that are not replaced, with their turns. Rounds, attempts, tokens and costs include those of replaced jobs.
    /// Programs, retries and abandoned attempts are not stored, and are zero.
    package var counts = Counts()
    /// Jobs that are neither completed nor failed, and have rounds.
    package var pendingWithRounds = 0
    /// Attempts by ``Outcome/name``.
    package var attempts: [String: Int] = [:]

    package init() {}

    /// Jobs that are neither completed nor failed, and have no round.
    package var pendingWithoutRounds: Int { counts.pending - pendingWithRounds }
}

/// How many jobs have failed for one reason, and count as failed.
package struct FailureCount: Hashable, Sendable {
    package var code: String
    package var count: Int
    /// The sentence that one of them was given.
    package var example: String
}

extension StateReader {
    /// The whole state in numbers. Reads every round and attempt, though not very long texts.
    package func summary() throws(StoreError) -> StateSummary {
        try withSnapshot { (connection) throws(SQLiteError) in
            var summary = StateSummary()
            try Self.countRounds(connection, in: &summary)
            try Self.countJobs(connection, in: &summary)
            try Self.countAttempts(connection, in: &summary)
            return summary
        }
    }

    /// Open failures by code, the most frequent first.
    package func failuresByCode() throws(StoreError) -> [FailureCount] {
        let sql = """
            SELECT code, count(*), min(message) FROM failures JOIN jobs ON jobs.job = failures.job
            WHERE retried_at IS NULL AND replaced_at IS NULL GROUP BY code ORDER BY count(*) DESC, code
            """
        return try rows(sql) { FailureCount(code: $0.text(), count: $0.int(), example: $0.text()) }
    }

    private static func countRounds(_ connection: SQLiteConnection, in summary: inout StateSummary) throws(SQLiteError) {
        let sums = try connection.prepare(
            """
            SELECT count(*), total(ends), total(prompt_tokens), total(completion_tokens), total(cached_tokens),
                total(reasoning_tokens), total(cost_usd), count(*) - count(cost_usd), total(cache_saved_usd),
                count(*) FILTER (WHERE standing = 'answer'), count(*) FILTER (WHERE standing = 'discarded')
            FROM rounds
            """)
        guard try sums.step() else { return }
        summary.counts.rounds = sums.int()
        summary.counts.completed = sums.int()
        summary.counts.promptTokens = sums.int()
        summary.counts.completionTokens = sums.int()
        summary.counts.cachedTokens = sums.int()
        summary.counts.reasoningTokens = sums.int()
        summary.counts.cost = sums.optionalDollars() ?? .zero
        summary.counts.roundsWithoutCost = sums.int()
        summary.counts.savedByCache = sums.optionalDollars() ?? .zero
        summary.counts.answeredTurns = sums.int()
        summary.counts.discarded = sums.int()
        sums.reset()
    }

    /// Begins with the completed conversations and answered turns that ``countRounds(_:in:)`` found, replaced ones among them.
    private static func countJobs(_ connection: SQLiteConnection, in summary: inout StateSummary) throws(SQLiteError) {
        func count(_ sql: String) throws(SQLiteError) -> Int { try connection.integer("SELECT count(*) FROM \(sql)") ?? 0 }
        summary.counts.jobs = try count("jobs INDEXED BY jobs_order WHERE replaced_at IS NULL")
        summary.counts.turns = try connection.integer("SELECT sum(turns) FROM jobs WHERE replaced_at IS NULL") ?? 0
        summary.counts.completed -= try count(
            "jobs JOIN rounds ON rounds.job = jobs.job WHERE replaced_at IS NOT NULL AND ends = 1")
        summary.counts.answeredTurns -= try count(
            "jobs JOIN rounds ON rounds.job = jobs.job WHERE replaced_at IS NOT NULL AND standing = 'answer'")
        summary.counts.failed = try count(
            "failures JOIN jobs ON jobs.job = failures.job WHERE retried_at IS NULL AND replaced_at IS NULL")
        let failedWithRounds = try count(
            "failures JOIN unfinished ON unfinished.job = failures.job WHERE retried_at IS NULL")
        summary.pendingWithRounds = try count("unfinished") - failedWithRounds
    }

    private static func countAttempts(_ connection: SQLiteConnection, in summary: inout StateSummary) throws(SQLiteError) {
        let groups = try connection.prepare(
            """
            SELECT outcome, count(*), total(prompt_tokens), total(completion_tokens), total(cost_usd)
            FROM attempts GROUP BY outcome
            """)
        while try groups.step() {
            let outcome = groups.text()
            let count = groups.int()
            summary.attempts[outcome] = count
            summary.counts.attempts += count
            switch outcome {
            case "replied": continue
            case "throttled": summary.counts.throttled = count
            case "unreachable": summary.counts.unreachable = count
            default: break
            }
            let usage = Usage(prompt: groups.int(), completion: groups.int())
            summary.counts.countWaste(usage, groups.optionalDollars().map { Cost(total: $0) })
        }
    }
}
