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
}

/// The number of failed jobs with one failure code.
public struct FailureCount: Hashable, Sendable {
    /// One word, such as `content_filter`.
    public var code: String
    /// How many jobs failed with it.
    public var count: Int
    /// The message of one of them.
    public var example: String
}

extension StateReader {
    /// The whole state in numbers. Reads every round and attempt, except for long texts.
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
        let sums = try connection.prepare(RoundSums.select(""))
        summary = try sums.first { (row) throws(SQLiteError) in try RoundSums.read(row).summary } ?? summary
    }

    /// Starts from the completed jobs and answered turns of ``countRounds(_:in:)``, and subtracts those of replaced jobs.
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
        let groups = try connection.prepare(AttemptSums.select("GROUP BY outcome"))
        while try groups.step() {
            let sums = try AttemptSums.read(groups)
            summary.attempts[sums.outcome] = sums.count
            summary.counts.attempts += sums.count
            switch sums.outcome {
            case "replied": continue
            case "throttled": summary.counts.throttled = sums.count
            case "unreachable": summary.counts.unreachable = sums.count
            default: break
            }
            summary.counts.countWaste(Usage(prompt: sums.promptTokens, completion: sums.completionTokens), Cost(total: sums.cost))
        }
    }
}

/// The sums over all rounds.
private struct RoundSums: TableRow {
    static let table = "rounds"
    private(set) var summary = StateSummary()

    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
        visitor.column("count(*)", &summary.counts.rounds)
        visitor.column("total(ends)", &summary.counts.completed)
        visitor.column("total(prompt_tokens)", &summary.counts.promptTokens)
        visitor.column("total(completion_tokens)", &summary.counts.completionTokens)
        visitor.column("total(cached_tokens)", &summary.counts.cachedTokens)
        visitor.column("total(reasoning_tokens)", &summary.counts.reasoningTokens)
        visitor.column("total(cost_usd)", &summary.counts.cost)
        visitor.column("count(*) - count(cost_usd)", &summary.counts.roundsWithoutCost)
        visitor.column("total(cache_saved_usd)", &summary.counts.savedByCache)
        visitor.column("count(*) FILTER (WHERE standing = 'answer')", &summary.counts.answeredTurns)
        visitor.column("count(*) FILTER (WHERE standing = 'discarded')", &summary.counts.discarded)
    }
}

/// The sums over all attempts of one outcome.
private struct AttemptSums: TableRow {
    static let table = "attempts"
    private(set) var outcome = ""
    private(set) var count = 0
    private(set) var promptTokens = 0
    private(set) var completionTokens = 0
    private(set) var cost = Dollars.zero

    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
        visitor.column("outcome", &outcome)
        visitor.column("count(*)", &count)
        visitor.column("total(prompt_tokens)", &promptTokens)
        visitor.column("total(completion_tokens)", &completionTokens)
        visitor.column("total(cost_usd)", &cost)
    }
}
