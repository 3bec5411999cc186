import BatchCore

/// Reads whole jobs: the line, the rounds in order with the answers of tool programs, and the open failure.
final class StoredJobReader {
    private let selectJob: SQLiteStatement
    private let selectRounds: SQLiteStatement
    private let selectToolAnswers: SQLiteStatement
    private let selectRevival: SQLiteStatement
    private let selectFailure: SQLiteStatement

    init(_ connection: SQLiteConnection) throws(SQLiteError) {
        selectJob = try connection.prepare(JobRow.select("WHERE job = ?"))
        selectRounds = try connection.prepare(RoundRow.select("WHERE job = ? ORDER BY round"))
        selectToolAnswers = try connection.prepare(ToolAnswerRow.select("WHERE job = ? ORDER BY round, call"))
        selectRevival = try connection.prepare("SELECT max(retried_at) FROM failures WHERE job = ? AND retried_at IS NOT NULL")
        selectFailure = try connection.prepare(FailureRow.select("WHERE job = ? AND retried_at IS NULL"))
    }

    func job(_ key: JobKey) throws(SQLiteError) -> StoredJob? {
        selectJob.bind(key.number)
        guard let job = try selectJob.first({ (row) throws(SQLiteError) in try JobRow.read(row).stored }) else { return nil }
        return try completed(job)
    }

    /// `job` with its rounds and its failure.
    func completed(_ job: StoredJob) throws(SQLiteError) -> StoredJob {
        var job = job
        selectRounds.bind(job.key.number)
        while try selectRounds.step() {
            let round = try RoundRow.read(selectRounds, into: RoundRow(job: job.key)).stored()
            guard round.number == job.rounds.count + 1 else {
                selectRounds.reset()
                throw SQLiteError(
                    cell: SQLiteError.Cell(table: RoundRow.table, row: "job \(job.key)", column: "round"),
                    isNot: "\(job.rounds.count + 1), the number after the round before it")
            }
            job.rounds.append(round)
        }
        if job.rounds.contains(where: { $0.standing == .toolCalls }) {
            selectToolAnswers.bind(job.key.number)
            while try selectToolAnswers.step() {
                job.toolAnswers.append(try ToolAnswerRow.read(selectToolAnswers, into: ToolAnswerRow(job: job.key)).stored)
            }
        }
        // Only rounds whose faults are counted need it.
        if job.rounds.contains(where: { $0.standing == .toolCalls || $0.standing == .discarded }) {
            selectRevival.bind(job.key.number)
            job.revivedAt = try selectRevival.first { $0.optionalInteger() }?.map { Instant(unixMilliseconds: Int64($0)) }
        }
        selectFailure.bind(job.key.number)
        job.failure = try selectFailure.first { (row) throws(SQLiteError) in
            try FailureRow.read(row, into: FailureRow(job: job.key)).stored
        }
        return job
    }
}
