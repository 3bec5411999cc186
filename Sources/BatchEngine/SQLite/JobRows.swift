import BatchCore

/// Reads whole jobs: the line, the rounds in order and what programs answered to their calls, the open failure.
final class JobRows {
    static let columns = "job, id, line, text"

    private let selectJob: SQLiteStatement
    private let selectRounds: SQLiteStatement
    private let selectToolAnswers: SQLiteStatement
    private let selectRevival: SQLiteStatement
    private let selectFailure: SQLiteStatement

    init(_ connection: SQLiteConnection) throws(SQLiteError) {
        selectJob = try connection.prepare("SELECT \(Self.columns) FROM jobs WHERE job = ?")
        selectRounds = try connection.prepare(RecordColumns.selectRounds)
        selectToolAnswers = try connection.prepare(RecordColumns.selectToolAnswers)
        selectRevival = try connection.prepare("SELECT max(retried_at) FROM failures WHERE job = ? AND retried_at IS NOT NULL")
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
        if job.rounds.contains(where: { $0.standing == .toolCalls }) {
            selectToolAnswers.bind(job.key.number)
            while try selectToolAnswers.step() { job.toolAnswers.append(RecordColumns.readToolAnswer(selectToolAnswers)) }
        }
        // Of interest only where something went wrong that is counted.
        if job.rounds.contains(where: { $0.standing == .toolCalls || $0.standing == .discarded }) {
            selectRevival.bind(job.key.number)
            job.revivedAt = try selectRevival.first { $0.optionalInteger() }?.map { Instant(unixMilliseconds: Int64($0)) }
        }
        selectFailure.bind(job.key.number)
        job.failure = try selectFailure.first(RecordColumns.readFailure)
        return job
    }
}
