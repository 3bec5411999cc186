import BatchCore

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
    /// The jobs of before that a line was found for, a bit for each number.
    private var found: [UInt64] = []
    private let lastBefore: Int

    init(_ connection: SQLiteConnection, at now: Instant) throws(SQLiteError) {
        self.connection = connection
        self.now = now.unixMilliseconds
        find = try connection.prepare("SELECT job, line, priority, turns, text FROM jobs WHERE id = ? AND replaced_at IS NULL")
        insert = try connection.prepare(
            "INSERT INTO jobs (line, id, priority, provider, turns, added_at, text) VALUES (?, ?, ?, ?, ?, ?, ?)")
        update = try connection.prepare("UPDATE jobs SET line = ?, priority = ?, provider = ?, turns = ?, text = ? WHERE job = ?")
        move = try connection.prepare("UPDATE jobs SET line = ?, priority = ?, turns = ? WHERE job = ?")
        retire = try connection.prepare("UPDATE jobs SET replaced_at = ? WHERE job = ?")
        removeUnfinished = try connection.prepare("DELETE FROM unfinished WHERE job = ?")
        countRounds = try connection.prepare("SELECT count(*) FROM rounds WHERE job = ?")
        isTried = try connection.prepare(
            """
            SELECT EXISTS (SELECT 1 FROM attempts WHERE job = ?1) OR EXISTS (SELECT 1 FROM failures WHERE job = ?1)
            """)
        lastBefore = try connection.integer("SELECT max(job) FROM jobs") ?? 0
        beganEmpty = try connection.integer("SELECT 1 FROM jobs LIMIT 1") == nil
    }

    func add(_ line: IngestLine) throws(SQLiteError) -> Ingested {
        seen += 1
        guard !beganEmpty, let standing = try standing(of: line) else {
            try insert(line)
            return .new
        }
        note(standing.job)
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

    /// Sets aside the jobs that the file no longer holds and that nothing was tried of; the others stay, for they are paid for
    /// in part. To be called once all lines are in.
    /// - Returns: how many were set aside, and how many stay.
    func dropAbsent() throws(SQLiteError) -> (dropped: Int, kept: Int) {
        guard try countAbsent() > 0 else { return (0, 0) }
        let select = try connection.prepare(
            "SELECT job FROM jobs INDEXED BY jobs_order WHERE replaced_at IS NULL AND job <= \(lastBefore)")
        var absent: [JobKey] = []
        while try select.step() {
            let job = JobKey(select.integer())
            if !wasFound(job) { absent.append(job) }
        }
        var dropped = 0
        for job in absent {
            guard try !wasBegun(job) else { continue }
            try retire(job)
            dropped += 1
        }
        return (dropped, absent.count - dropped)
    }

    private func wasBegun(_ job: JobKey) throws(SQLiteError) -> Bool {
        isTried.bind(job.number)
        if try isTried.first({ $0.int() }) == 1 { return true }
        countRounds.bind(job.number)
        return try countRounds.first { $0.int() } ?? 0 > 0
    }

    private func note(_ job: JobKey) {
        let word = Int(job.number >> 6)
        if word >= found.count { found += [UInt64](repeating: 0, count: max(word + 1 - found.count, found.count)) }
        found[word] |= 1 << UInt64(job.number & 63)
    }

    private func wasFound(_ job: JobKey) -> Bool {
        let word = Int(job.number >> 6)
        return word < found.count && found[word] & (1 << UInt64(job.number & 63)) != 0
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
        insert.bind(line.provider)
        insert.bind(line.turns)
        insert.bind(now)
        insert.bind(text: line.text)
        try insert.run()
    }

    private func update(_ job: JobKey, to line: IngestLine) throws(SQLiteError) {
        update.bind(line.line)
        update.bind(line.priority)
        update.bind(line.provider)
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
