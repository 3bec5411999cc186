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
        insertRound = try connection.prepare(RoundRow.insert)
        insertAttempt = try connection.prepare(AttemptRow.insert)
        insertToolAnswer = try connection.prepare(ToolAnswerRow.insert)
        insertFailure = try connection.prepare(FailureRow.insert)
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
            RoundRow(job, round).bind(to: insertRound)
            try insertRound.run()
            try noteProgress(of: job, after: round)
            AttemptRow(job, round: round.number, attempt, usage: round.reply.usage).bind(to: insertAttempt)
            try insertAttempt.run()
        case .attempt(let job, let round, let attempt):
            AttemptRow(job, round: round, attempt, usage: attempt.failure?.usage).bind(to: insertAttempt)
            try insertAttempt.run()
        case .toolAnswer(let job, let answer):
            ToolAnswerRow(job, answer).bind(to: insertToolAnswer)
            try insertToolAnswer.run()
        case .failure(let job, let failure):
            FailureRow(job, failure).bind(to: insertFailure)
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
