package import BatchCore

/// What a state file holds, in numbers.
package struct StateSummary: Hashable, Sendable {
    /// Jobs that are not replaced; each is counted once more in one of the next four.
    package var jobs = 0
    package var completed = 0
    package var failed = 0
    package var pendingWithRounds = 0
    package var pendingWithoutRounds = 0
    /// The turns of these jobs' scripts.
    package var turns = 0
    /// Those of them that are answered.
    package var answeredTurns = 0
    /// Rounds whose reply fell short of what its turn expects.
    package var discardedRounds = 0
    /// Rounds that are paid for, those of replaced jobs included, and so are their tokens.
    package var rounds = 0
    package var promptTokens = 0
    package var completionTokens = 0
    package var cachedTokens = 0
    package var reasoningTokens = 0
    /// What these rounds cost, as far as it is known.
    package var cost = Dollars.zero
    /// Rounds whose cost is not known.
    package var roundsWithoutCost = 0
    /// What cached input would have cost besides, had it not come from the providers' caches.
    package var savedByCache = Dollars.zero
    /// How many attempts there were, by ``Outcome/name``.
    package var attempts: [String: Int] = [:]
    /// Tokens of attempts that brought no round, as far as the providers told.
    package var wastedPromptTokens = 0
    package var wastedCompletionTokens = 0
    /// What attempts cost that brought no round, as far as it is known.
    package var wastedCost = Dollars.zero

    package init() {}

    /// Jobs that have neither ended nor failed.
    package var pending: Int { pendingWithRounds + pendingWithoutRounds }
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
        summary.rounds = sums.int()
        summary.completed = sums.int()
        summary.promptTokens = sums.int()
        summary.completionTokens = sums.int()
        summary.cachedTokens = sums.int()
        summary.reasoningTokens = sums.int()
        summary.cost = sums.optionalDollars() ?? .zero
        summary.roundsWithoutCost = sums.int()
        summary.savedByCache = sums.optionalDollars() ?? .zero
        summary.answeredTurns = sums.int()
        summary.discardedRounds = sums.int()
        sums.reset()
    }

    /// Begins with the completed conversations and answered turns that ``countRounds(_:in:)`` found, replaced ones among them.
    private static func countJobs(_ connection: SQLiteConnection, in summary: inout StateSummary) throws(SQLiteError) {
        func count(_ sql: String) throws(SQLiteError) -> Int { try connection.integer("SELECT count(*) FROM \(sql)") ?? 0 }
        summary.jobs = try count("jobs INDEXED BY jobs_order WHERE replaced_at IS NULL")
        summary.turns = try connection.integer("SELECT sum(turns) FROM jobs WHERE replaced_at IS NULL") ?? 0
        summary.completed -= try count(
            "jobs JOIN rounds ON rounds.job = jobs.job WHERE replaced_at IS NOT NULL AND ends = 1")
        summary.answeredTurns -= try count(
            "jobs JOIN rounds ON rounds.job = jobs.job WHERE replaced_at IS NOT NULL AND standing = 'answer'")
        summary.failed = try count(
            "failures JOIN jobs ON jobs.job = failures.job WHERE retried_at IS NULL AND replaced_at IS NULL")
        let failedWithRounds = try count(
            "failures JOIN unfinished ON unfinished.job = failures.job WHERE retried_at IS NULL")
        summary.pendingWithRounds = try count("unfinished") - failedWithRounds
        summary.pendingWithoutRounds = summary.jobs - summary.completed - summary.failed - summary.pendingWithRounds
    }

    private static func countAttempts(_ connection: SQLiteConnection, in summary: inout StateSummary) throws(SQLiteError) {
        let groups = try connection.prepare(
            """
            SELECT outcome, count(*), total(prompt_tokens), total(completion_tokens), total(cost_usd)
            FROM attempts GROUP BY outcome
            """)
        while try groups.step() {
            let outcome = groups.text()
            summary.attempts[outcome] = groups.int()
            guard outcome != "replied" else { continue }
            summary.wastedPromptTokens += groups.int()
            summary.wastedCompletionTokens += groups.int()
            summary.wastedCost += groups.optionalDollars() ?? .zero
        }
    }
}
