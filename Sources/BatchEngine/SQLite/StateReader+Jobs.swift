extension StateReader {
    /// Gives every job that is not replaced, with its rounds and its open failure, in the order of the job file. One job
    /// is in memory at a time.
    /// - Throws: ``StoreError``, and whatever `body` throws, which ends the reading.
    public func forEachJob(_ body: (StoredJob) throws -> Void) throws {
        var thrown: (any Error)?
        try withSnapshot { (connection) throws(SQLiteError) in
            let reader = try JobRows(connection)
            let jobs = try connection.prepare(
                "SELECT \(JobRows.columns) FROM jobs INDEXED BY jobs_line WHERE replaced_at IS NULL ORDER BY line, job")
            while try jobs.step() {
                let job = try reader.completed(JobRows.read(jobs))
                do {
                    try body(job)
                } catch {
                    thrown = error
                    jobs.reset()
                    return
                }
            }
        }
        if let thrown { throw thrown }
    }

    /// The job of that id, unless it is replaced; nil where there is none.
    public func job(id: String) throws(StoreError) -> StoredJob? {
        try withSnapshot { (connection) throws(SQLiteError) in
            let find = try connection.prepare("SELECT job FROM jobs WHERE id = ? AND replaced_at IS NULL")
            find.bind(id)
            guard let key = try find.first({ JobKey($0.integer()) }) else { return nil }
            return try JobRows(connection).job(key)
        }
    }

    /// Ids that someone may have meant who wrote `id`, the nearest first, at most `count`. They are sought among the
    /// neighbours of `id` in the order of the alphabet and at the beginning of the job file, not among millions.
    public func ids(near id: String, count: Int = 3) throws(StoreError) -> [String] {
        let neighbours = 500
        let after = "SELECT id FROM jobs WHERE replaced_at IS NULL AND id >= ? ORDER BY id LIMIT \(neighbours)"
        let before = "SELECT id FROM jobs WHERE replaced_at IS NULL AND id < ? ORDER BY id DESC LIMIT \(neighbours)"
        let first = "SELECT id FROM jobs WHERE replaced_at IS NULL ORDER BY line LIMIT \(neighbours)"
        var known = Set(try rows(after, binding: { $0.bind(id) }) { $0.text() })
        known.formUnion(try rows(before, binding: { $0.bind(id) }) { $0.text() })
        known.formUnion(try rows(first) { $0.text() })
        let meant = Array(id.lowercased())
        let near = known.map { (id: $0, distance: NearestName.editDistance(meant, Array($0.lowercased()))) }
            .filter { $0.distance <= max(1, meant.count / 3) }
        return near.sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }.prefix(count).map(\.id)
    }

    /// The attempts at the job's rounds, in the order in which they were written down.
    public func attempts(of job: JobKey) throws(StoreError) -> [StoredAttempt] {
        try rows(RecordColumns.selectAttempts, binding: { $0.bind(job.number) }, RecordColumns.readAttempt)
    }
}
