/// Reads whole jobs: the line, the rounds in order, the open failure.
final class JobRows {
    static let columns = "job, id, line, text"

    private let selectJob: SQLiteStatement
    private let selectRounds: SQLiteStatement
    private let selectFailure: SQLiteStatement

    init(_ connection: SQLiteConnection) throws(SQLiteError) {
        selectJob = try connection.prepare("SELECT \(Self.columns) FROM jobs WHERE job = ?")
        selectRounds = try connection.prepare(RecordColumns.selectRounds)
        selectFailure = try connection.prepare(RecordColumns.selectOpenFailure)
    }

    func job(_ key: JobKey) throws(SQLiteError) -> StoredJob? {
        selectJob.bind(key.number)
        guard let job = try selectJob.first(Self.read) else { return nil }
        return try completed(job)
    }

    /// The job in a row of ``columns``, without its rounds and its failure.
    static func read(_ row: SQLiteStatement) -> StoredJob {
        StoredJob(key: JobKey(row.integer()), id: row.text(), line: row.int(), text: row.bytes(), rounds: [])
    }

    /// `job` with its rounds and its failure.
    func completed(_ job: StoredJob) throws(SQLiteError) -> StoredJob {
        var job = job
        selectRounds.bind(job.key.number)
        while try selectRounds.step() { job.rounds.append(RecordColumns.readRound(selectRounds)) }
        selectFailure.bind(job.key.number)
        job.failure = try selectFailure.first(RecordColumns.readFailure)
        return job
    }
}
