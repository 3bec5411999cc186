import BatchCore

/// Writes records with statements that are compiled once.
final class RecordWriter {
    private let connection: SQLiteConnection
    private let insertRound: SQLiteStatement
    private let insertAttempt: SQLiteStatement
    private let insertToolAnswer: SQLiteStatement
    private let insertFailure: SQLiteStatement
    private let addUnfinished: SQLiteStatement
    private let removeUnfinished: SQLiteStatement

    init(_ connection: SQLiteConnection) throws(SQLiteError) {
        self.connection = connection
        insertRound = try connection.prepare(RecordColumns.insertRound)
        insertAttempt = try connection.prepare(RecordColumns.insertAttempt)
        insertToolAnswer = try connection.prepare(RecordColumns.insertToolAnswer)
        insertFailure = try connection.prepare(RecordColumns.insertFailure)
        addUnfinished = try connection.prepare("INSERT OR IGNORE INTO unfinished (job) VALUES (?)")
        removeUnfinished = try connection.prepare("DELETE FROM unfinished WHERE job = ?")
    }

    /// Makes all of `records` durable, or none.
    func commit(_ records: [Record]) throws(SQLiteError) {
        try connection.write { () throws(SQLiteError) in
            for record in records { try write(record) }
        }
    }

    private func write(_ record: Record) throws(SQLiteError) {
        switch record {
        case .round(let job, let round, let attempt):
            RecordColumns.bind(round, of: job, to: insertRound)
            try insertRound.run()
            try noteProgress(of: job, after: round)
            RecordColumns.bind(attempt, at: round.number, of: job, usage: round.reply.usage, to: insertAttempt)
            try insertAttempt.run()
        case .attempt(let job, let round, let attempt):
            RecordColumns.bind(attempt, at: round, of: job, usage: attempt.failure?.usage, to: insertAttempt)
            try insertAttempt.run()
        case .toolAnswer(let job, let answer):
            RecordColumns.bind(answer, of: job, to: insertToolAnswer)
            try insertToolAnswer.run()
        case .failure(let job, let failure):
            RecordColumns.bind(failure, of: job, to: insertFailure)
            try insertFailure.run()
        }
    }

    private func noteProgress(of job: JobKey, after round: Round) throws(SQLiteError) {
        if round.endsConversation {
            removeUnfinished.bind(job.number)
            try removeUnfinished.run()
        } else if round.number == 1 {
            addUnfinished.bind(job.number)
            try addUnfinished.run()
        }
    }
}
