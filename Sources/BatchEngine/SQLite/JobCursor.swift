/// Goes through the unfinished jobs once: those with rounds, then those without, each by priority and line.
///
/// Nothing is kept open between two calls and no row is counted past: the place is a key, and each call goes on from it.
/// Of the jobs with rounds only the keys are kept, as many as conversations were in progress when the file was last left.
final class JobCursor {
    /// What one call came to.
    enum Step: Sendable {
        case jobs([StoredJob])
        /// None among the jobs that were looked at; there may be more behind them.
        case noneYet
        case end
    }

    private enum Place {
        case beginning
        /// Among the jobs with rounds.
        case started
        /// Among the jobs without: behind that line and job of that priority.
        case waiting(priority: Int, line: Int, job: Int64)
        case end
    }

    private let connection: SQLiteConnection
    private let reader: JobRows
    private let candidates: SQLiteStatement
    private let nextPriority: SQLiteStatement
    private var place = Place.beginning
    /// The jobs with rounds that are yet to be given, the next one last.
    private var started: [JobKey] = []

    /// Parameters: the priority, the line and the job behind which to look, the most rows to look at.
    static let selectCandidates = """
        SELECT line, job, EXISTS (SELECT 1 FROM rounds WHERE rounds.job = jobs.job)
            OR EXISTS (SELECT 1 FROM failures WHERE failures.job = jobs.job AND retried_at IS NULL)
        FROM jobs INDEXED BY jobs_order
        WHERE replaced_at IS NULL AND priority = ? AND (line, job) > (?, ?)
        ORDER BY line, job LIMIT ?
        """

    private static let selectStarted = """
        SELECT jobs.job FROM unfinished JOIN jobs ON jobs.job = unfinished.job
        WHERE NOT EXISTS (SELECT 1 FROM failures WHERE failures.job = jobs.job AND retried_at IS NULL)
        ORDER BY priority, line DESC, jobs.job DESC
        """

    init(_ connection: SQLiteConnection) throws(SQLiteError) {
        self.connection = connection
        reader = try JobRows(connection)
        candidates = try connection.prepare(Self.selectCandidates)
        nextPriority = try connection.prepare(
            "SELECT max(priority) FROM jobs INDEXED BY jobs_order WHERE replaced_at IS NULL AND priority < ?")
    }

    /// Gives up to `count` jobs, having looked at no more than `limit`.
    func next(_ count: Int, lookingAt limit: Int) throws(SQLiteError) -> Step {
        precondition(count > 0 && limit > 0, "jobs are read one at a time at least")
        switch place {
        case .beginning:
            started = try startedJobs()
            place = .started
            return try next(count, lookingAt: limit)
        case .started where started.isEmpty:
            let highest = try connection.integer(
                "SELECT max(priority) FROM jobs INDEXED BY jobs_order WHERE replaced_at IS NULL")
            place = highest.map { .waiting(priority: $0, line: .min, job: .min) } ?? .end
            return try next(count, lookingAt: limit)
        case .started:
            let given = Array(started.suffix(count).reversed())
            started.removeLast(given.count)
            return .jobs(try read(given))
        case .waiting(let priority, let line, let job):
            return try waitingJobs(count, lookingAt: limit, priority: priority, line: line, job: job)
        case .end:
            return .end
        }
    }

    private func startedJobs() throws(SQLiteError) -> [JobKey] {
        let statement = try connection.prepare(Self.selectStarted)
        var keys: [JobKey] = []
        while try statement.step() { keys.append(JobKey(statement.integer())) }
        return keys
    }

    private func waitingJobs(
        _ count: Int, lookingAt limit: Int, priority: Int, line: Int, job: Int64
    ) throws(SQLiteError) -> Step {
        candidates.bind(priority)
        candidates.bind(line)
        candidates.bind(job)
        candidates.bind(limit)
        var found: [JobKey] = []
        var looked = 0
        var (line, job) = (line, job)
        while found.count < count, try candidates.step() {
            looked += 1
            (line, job) = (candidates.int(), candidates.integer())
            if candidates.int() == 0 { found.append(JobKey(job)) }
        }
        candidates.reset()
        if looked == 0 {
            nextPriority.bind(priority)
            let next = try nextPriority.first { $0.optionalInteger() } ?? nil
            place = next.map { .waiting(priority: $0, line: .min, job: .min) } ?? .end
            return next == nil ? .end : .noneYet
        }
        place = .waiting(priority: priority, line: line, job: job)
        return found.isEmpty ? .noneYet : .jobs(try read(found))
    }

    private func read(_ keys: [JobKey]) throws(SQLiteError) -> [StoredJob] {
        var jobs: [StoredJob] = []
        for key in keys {
            guard let job = try reader.job(key) else { continue }
            jobs.append(job)
        }
        return jobs
    }
}
