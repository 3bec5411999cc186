/// What bringing lines in asks of the database.
final class IngestStatements {
    /// A job as it stands beside the line that is brought in.
    struct Standing {
        var job: JobKey
        var line: Int
        /// Whether it is the same in all that a line says.
        var isSame: Bool
        var hasSameText: Bool
    }

    private let connection: SQLiteConnection
    private let now: Int64
    private let find: SQLiteStatement
    private let insert: SQLiteStatement
    private let update: SQLiteStatement
    private let move: SQLiteStatement
    private let retire: SQLiteStatement
    private let removeUnfinished: SQLiteStatement
    private let countRounds: SQLiteStatement
    private let isTried: SQLiteStatement
    /// While nothing was there at the beginning, no line needs to be looked for.
    private let beganEmpty: Bool
    private(set) var seen = 0

    init(_ connection: SQLiteConnection, at now: Instant) throws(SQLiteError) {
        self.connection = connection
        self.now = now.unixMilliseconds
        find = try connection.prepare("SELECT job, line, priority, turns, text FROM jobs WHERE id = ? AND replaced_at IS NULL")
        insert = try connection.prepare(
            "INSERT INTO jobs (line, id, priority, turns, added_at, text) VALUES (?, ?, ?, ?, ?, ?)")
        update = try connection.prepare("UPDATE jobs SET line = ?, priority = ?, turns = ?, text = ? WHERE job = ?")
        move = try connection.prepare("UPDATE jobs SET line = ?, priority = ?, turns = ? WHERE job = ?")
        retire = try connection.prepare("UPDATE jobs SET replaced_at = ? WHERE job = ?")
        removeUnfinished = try connection.prepare("DELETE FROM unfinished WHERE job = ?")
        countRounds = try connection.prepare("SELECT count(*) FROM rounds WHERE job = ?")
        isTried = try connection.prepare(
            """
            SELECT EXISTS (SELECT 1 FROM attempts WHERE job = ?1) OR EXISTS (SELECT 1 FROM failures WHERE job = ?1)
            """)
        beganEmpty = try connection.integer("SELECT 1 FROM jobs LIMIT 1") == nil
    }

    func add(_ line: IngestLine) throws(SQLiteError) -> Ingested {
        seen += 1
        guard !beganEmpty, let standing = try standing(of: line) else {
            try insert(line)
            return .new
        }
        if standing.isSame { return .unchanged }
        if standing.hasSameText {
            try move(standing.job, to: line)
            return .updated
        }
        countRounds.bind(standing.job.number)
        let rounds = try countRounds.first { $0.int() } ?? 0
        guard rounds == 0 else { return .changed(previousLine: standing.line, rounds: rounds) }
        isTried.bind(standing.job.number)
        if try isTried.first({ $0.int() }) == 1 {
            // What was tried, was tried with the words of before.
            try retire(standing.job)
            try insert(line)
        } else {
            try update(standing.job, to: line)
        }
        return .updated
    }

    func replace(_ line: IngestLine) throws(SQLiteError) {
        if let standing = try standing(of: line) { try retire(standing.job) }
        try insert(line)
    }

    /// How many jobs the file no longer holds, once all its lines are in.
    func countAbsent() throws(SQLiteError) -> Int {
        try (connection.integer("SELECT count(*) FROM jobs INDEXED BY jobs_order WHERE replaced_at IS NULL") ?? 0) - seen
    }

    private func standing(of line: IngestLine) throws(SQLiteError) -> Standing? {
        find.bind(line.id)
        return try find.first { row in
            let (job, number, priority, turns) = (JobKey(row.integer()), row.int(), row.int(), row.int())
            let hasSameText = row.matches(line.text)
            let isSame = hasSameText && number == line.line && priority == line.priority && turns == line.turns
            return Standing(job: job, line: number, isSame: isSame, hasSameText: hasSameText)
        }
    }

    private func insert(_ line: IngestLine) throws(SQLiteError) {
        insert.bind(line.line)
        insert.bind(line.id)
        insert.bind(line.priority)
        insert.bind(line.turns)
        insert.bind(now)
        insert.bind(text: line.text)
        try insert.run()
    }

    private func update(_ job: JobKey, to line: IngestLine) throws(SQLiteError) {
        update.bind(line.line)
        update.bind(line.priority)
        update.bind(line.turns)
        update.bind(text: line.text)
        update.bind(job.number)
        try update.run()
    }

    private func move(_ job: JobKey, to line: IngestLine) throws(SQLiteError) {
        move.bind(line.line)
        move.bind(line.priority)
        move.bind(line.turns)
        move.bind(job.number)
        try move.run()
    }

    /// Sets a job aside with the rounds that were paid for.
    private func retire(_ job: JobKey) throws(SQLiteError) {
        retire.bind(now)
        retire.bind(job.number)
        try retire.run()
        removeUnfinished.bind(job.number)
        try removeUnfinished.run()
    }
}
