import BatchCore

/// Reads the unfinished jobs of certain providers once: those with rounds first, then those without, each by priority and line.
///
/// No statement stays open between two calls. The place is a key, and the next call starts there without skipping rows. For jobs
/// with rounds only the keys are in memory: as many as conversations were in progress when the last run ended.
final class JobCursor {
    /// The result of one call.
    enum Step: Sendable {
        case jobs([StoredJob])
        /// No job was found so far; there may be some further on.
        case noneYet
        case end
    }

    private enum Place {
        case beginning
        /// Among the jobs with rounds.
        case started
        /// Among the jobs without rounds: after that line and job of that priority.
        case waiting(priority: Int, line: Int, job: Int64)
        case end
    }

    private let connection: SQLiteConnection
    /// The providers' names; an empty one stands for the lines that name none.
    private let providers: [String]
    private let reader: StoredJobReader
    private let candidates: SQLiteStatement
    private let nextPriority: SQLiteStatement
    private var place = Place.beginning
    /// The jobs with rounds that are still to be returned, the next one last.
    private var started: [JobKey] = []
    /// Jobs that were found and not returned yet because those before them were large; the next one last.
    private var found: [JobKey] = []
    /// The most bytes of jobs to return at once; the first job is returned at any size.
    private let byteLimit: Int

    /// Parameters: the providers, the priority, the line and the job after which to look, the most rows to look at.
    static func selectCandidates(ofProviders count: Int) -> String {
        """
        SELECT line, job, provider NOT IN (\(marks(count))) OR \(JobCondition.hasRounds) OR \(JobCondition.hasFailed)
        FROM jobs INDEXED BY jobs_order
        WHERE replaced_at IS NULL AND priority = ? AND (line, job) > (?, ?)
        ORDER BY line, job LIMIT ?
        """
    }

    private static func selectStarted(ofProviders count: Int) -> String {
        """
        SELECT jobs.job FROM unfinished JOIN jobs ON jobs.job = unfinished.job
        WHERE provider IN (\(marks(count)))
            AND NOT \(JobCondition.hasFailed)
        ORDER BY priority, line DESC, jobs.job DESC
        """
    }

    private static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }

    init(_ connection: SQLiteConnection, ofProviders providers: [String], byteLimit: Int = 16 << 20) throws(SQLiteError) {
        (self.connection, self.providers, self.byteLimit) = (connection, providers, byteLimit)
        reader = try StoredJobReader(connection)
        candidates = try connection.prepare(Self.selectCandidates(ofProviders: providers.count))
        nextPriority = try connection.prepare(
            "SELECT max(priority) FROM jobs INDEXED BY jobs_order WHERE replaced_at IS NULL AND priority < ?")
    }

    /// Returns up to `count` jobs after looking at about `limit` at most.
    func next(_ count: Int, lookingAt limit: Int) throws(SQLiteError) -> Step {
        precondition(count > 0 && limit > 0, "jobs are read one at a time at least")
        if found.isEmpty {
            found = try find(count, lookingAt: limit).reversed()
            if found.isEmpty { return isAtEnd ? .end : .noneYet }
        }
        return .jobs(try readFound(count))
    }

    private var isAtEnd: Bool { if case .end = place { true } else { false } }

    private func find(_ count: Int, lookingAt limit: Int) throws(SQLiteError) -> [JobKey] {
        var found: [JobKey] = []
        var looked = 0
        while found.count < count, looked < limit {
            switch place {
            case .beginning:
                started = try startedJobs()
                place = .started
            case .started where started.isEmpty:
                let highest = try connection.integer(
                    "SELECT max(priority) FROM jobs INDEXED BY jobs_order WHERE replaced_at IS NULL")
                place = Self.beginning(of: highest)
            case .started:
                let given = started.suffix(count - found.count)
                found += given.reversed()
                started.removeLast(given.count)
            case .waiting(let priority, let line, let job):
                looked += try lookAhead(count, limit - looked, priority: priority, line: line, job: job, in: &found)
            case .end: return found
            }
        }
        return found
    }

    private static func beginning(of priority: Int?) -> Place {
        priority.map { .waiting(priority: $0, line: .min, job: .min) } ?? .end
    }

    private func startedJobs() throws(SQLiteError) -> [JobKey] {
        let statement = try connection.prepare(Self.selectStarted(ofProviders: providers.count))
        for provider in providers { statement.bind(provider) }
        var keys: [JobKey] = []
        while try statement.step() { keys.append(JobKey(statement.integer())) }
        return keys
    }

    /// Looks at up to `limit` jobs from the given place on, and adds those that wait to `found` until it has `count`.
    /// - Returns: how many jobs it looked at.
    private func lookAhead(
        _ count: Int, _ limit: Int, priority: Int, line: Int, job: Int64, in found: inout [JobKey]
    ) throws(SQLiteError) -> Int {
        for provider in providers { candidates.bind(provider) }
        candidates.bind(priority)
        candidates.bind(line)
        candidates.bind(job)
        candidates.bind(limit)
        var looked = 0
        while found.count < count {
            guard try candidates.step() else {
                // The query ends at its limit, or with the jobs of this priority.
                if looked < limit {
                    nextPriority.bind(priority)
                    place = Self.beginning(of: try nextPriority.first { $0.optionalInteger() } ?? nil)
                }
                return looked
            }
            looked += 1
            let (line, job) = (candidates.int(), candidates.integer())
            place = .waiting(priority: priority, line: line, job: job)
            if candidates.int() == 0 { found.append(JobKey(job)) }
        }
        candidates.reset()
        return looked
    }

    private func readFound(_ count: Int) throws(SQLiteError) -> [StoredJob] {
        var jobs: [StoredJob] = []
        var bytes = 0
        while jobs.count < count, bytes < byteLimit, let key = found.popLast() {
            guard let job = try reader.job(key) else { continue }
            jobs.append(job)
            bytes += job.text.count
            for round in job.rounds { bytes += (round.reply.content?.utf8.count ?? 0) + (round.reply.reasoning?.utf8.count ?? 0) }
        }
        return jobs
    }
}
