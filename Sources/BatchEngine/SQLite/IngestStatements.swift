import BatchCore

/// The statements of an ingest.
final class IngestStatements {
    /// The stored job that has the id of a new line.
    struct Standing {
        var job: JobKey
        var line: Int
        /// Whether nothing about it changed.
        var isSame: Bool
        var hasSameText: Bool
    }

    private let connection: SQLiteConnection
    private let now: Instant
    private let find: SQLiteStatement
    private let insert: SQLiteStatement
    private let update: SQLiteStatement
    private let move: SQLiteStatement
    private let retire: SQLiteStatement
    private let removeUnfinished: SQLiteStatement
    private let countRounds: SQLiteStatement
    private let isTried: SQLiteStatement
    /// If the file began empty, no line can be in it already.
    private let beganEmpty: Bool
    private(set) var seen = 0
    /// The stored jobs that have a line, one bit for each job number.
    private var found: [UInt64] = []
    private let lastBefore: Int

    init(_ connection: SQLiteConnection, at now: Instant) throws(SQLiteError) {
        self.connection = connection
        self.now = now
        find = try connection.prepare("SELECT \(JobPlace.selected), job, text FROM jobs WHERE id = ? AND replaced_at IS NULL")
        insert = try connection.prepare(JobRow.insert)
        update = try connection.prepare(JobWords.update(where: "job = ?"))
        move = try connection.prepare(JobPlace.update(where: "job = ?"))
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
            // The attempts belong to the former text.
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

    /// The number of stored jobs without a line, after all lines are added.
    func countAbsent() throws(SQLiteError) -> Int {
        try (connection.integer("SELECT count(*) FROM jobs INDEXED BY jobs_order WHERE replaced_at IS NULL") ?? 0) - seen
    }

    /// Sets aside the jobs without a line, unless an attempt was made at them. Call it after all lines are added.
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
        return try find.first { (row) throws(SQLiteError) in
            let place = try JobPlace.read(row)
            let job = JobKey(row.integer())
            let hasSameText = row.matches(line.text)
            return Standing(
                job: job, line: place.line, isSame: hasSameText && place == JobPlace(line), hasSameText: hasSameText)
        }
    }

    private func insert(_ line: IngestLine) throws(SQLiteError) {
        JobRow(line, addedAt: now).bind(to: insert)
        try insert.run()
    }

    private func update(_ job: JobKey, to line: IngestLine) throws(SQLiteError) {
        JobWords(line).bind(to: update)
        update.bind(job.number)
        try update.run()
    }

    private func move(_ job: JobKey, to line: IngestLine) throws(SQLiteError) {
        JobPlace(line).bind(to: move)
        move.bind(job.number)
        try move.run()
    }

    /// Sets a job aside with its rounds.
    private func retire(_ job: JobKey) throws(SQLiteError) {
        retire.bind(now.unixMilliseconds)
        retire.bind(job.number)
        try retire.run()
        removeUnfinished.bind(job.number)
        try removeUnfinished.run()
    }
}
