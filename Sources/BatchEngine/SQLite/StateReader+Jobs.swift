package import BatchCore

extension StateReader {
    /// Calls `body` with every job that is not replaced, with its rounds and its open failure, in the order of the job file. One job
    /// is in memory at a time.
    /// - Throws: ``StoreError``, and what `body` throws, which ends the reading.
    package func forEachJob(_ body: (StoredJob) throws -> Void) throws { try forEachJob("", withRounds: true, body) }

    /// Calls `body` with every job that is neither finished nor failed nor replaced, without its rounds, in the order of the job file.
    /// - Throws: ``StoreError``, and what `body` throws, which ends the reading.
    package func forEachPendingJob(_ body: (StoredJob) throws -> Void) throws {
        try forEachJob("AND \(JobCondition.isPending)", withRounds: false, body)
    }

    /// - Parameter condition: one more condition on the jobs, in SQL.
    private func forEachJob(_ condition: String, withRounds: Bool, _ body: (StoredJob) throws -> Void) throws {
        var thrown: (any Error)?
        try withSnapshot { (connection) throws(SQLiteError) in
            let reader = try StoredJobReader(connection)
            let jobs = try connection.prepare(
                JobRow.select("INDEXED BY jobs_line WHERE replaced_at IS NULL \(condition) ORDER BY line, job"))
            while try jobs.step() {
                let found = try JobRow.read(jobs).stored
                let job = withRounds ? try reader.completed(found) : found
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

    /// Up to `limit` jobs that are not replaced, with their rounds and open failures, in the order of the job file.
    /// - Parameter last: line and key of the job before the first; nil to begin.
    package func jobs(after last: (line: Int, key: JobKey)?, limit: Int) throws(StoreError) -> [StoredJob] {
        try withSnapshot { (connection) throws(SQLiteError) in
            let reader = try StoredJobReader(connection)
            let select = try connection.prepare(
                JobRow.select("INDEXED BY jobs_line WHERE replaced_at IS NULL AND (line, job) > (?, ?) ORDER BY line, job LIMIT ?"))
            select.bind(last?.line ?? .min)
            select.bind(last?.key.number ?? .min)
            select.bind(limit)
            var jobs: [StoredJob] = []
            while try select.step() { jobs.append(try reader.completed(JobRow.read(select).stored)) }
            return jobs
        }
    }

    /// The job with that id, unless it is replaced; nil if there is none.
    package func job(id: String) throws(StoreError) -> StoredJob? {
        try withSnapshot { (connection) throws(SQLiteError) in
            let find = try connection.prepare(JobRow.select("WHERE id = ? AND replaced_at IS NULL"))
            find.bind(id)
            guard let job = try find.first({ (row) throws(SQLiteError) in try JobRow.read(row).stored }) else { return nil }
            return try StoredJobReader(connection).completed(job)
        }
    }

    /// The providers that lines name, in alphabetical order.
    package func namedProviders() throws(StoreError) -> [String] {
        try withSnapshot { (connection) throws(SQLiteError) in
            // One name after the other from the index: looking at every row for a few names would take long.
            let next = try connection.prepare(
                "SELECT min(provider) FROM jobs INDEXED BY jobs_provider WHERE provider <> '' AND replaced_at IS NULL AND provider > ?")
            var names: [String] = []
            while true {
                next.bind(names.last ?? "")
                guard let name = try next.first({ $0.optionalText() }) ?? nil else { return names }
                names.append(name)
            }
        }
    }

    /// Ids that the user may have meant by `id`, the nearest first, at most `count`. Only some thousands are compared: the
    /// alphabetical neighbours of `id`, and the beginning of the job file.
    package func ids(near id: String, count: Int = 3) throws(StoreError) -> [String] {
        let some = 2_000
        let after = "SELECT id FROM jobs WHERE replaced_at IS NULL AND id >= ? ORDER BY id LIMIT \(some)"
        let before = "SELECT id FROM jobs WHERE replaced_at IS NULL AND id < ? ORDER BY id DESC LIMIT \(some)"
        let first = "SELECT id FROM jobs WHERE replaced_at IS NULL ORDER BY line LIMIT \(some)"
        var known = Set(try rows(first) { $0.text() })
        for spelling in Set([id, id.lowercased()]) {
            known.formUnion(try rows(after, binding: { $0.bind(spelling) }) { $0.text() })
            known.formUnion(try rows(before, binding: { $0.bind(spelling) }) { $0.text() })
        }
        let meant = Array(id.lowercased())
        let allowed = max(1, meant.count / 3)
        var near: [(distance: Int, id: String)] = []
        for candidate in known {
            let spelled = Array(candidate.lowercased())
            guard abs(spelled.count - meant.count) <= allowed else { continue }
            let distance = NearestName.editDistance(meant, spelled)
            if distance <= allowed { near.append((distance, candidate)) }
        }
        return near.sorted { $0 < $1 }.prefix(count).map(\.id)
    }

    /// The attempts at the job's rounds, in the order in which they were recorded.
    package func attempts(of job: JobKey) throws(StoreError) -> [StoredAttempt] {
        try rows(AttemptRow.select("WHERE job = ? ORDER BY rowid"), binding: { $0.bind(job.number) }) { (row) throws(SQLiteError) in
            try AttemptRow.read(row, into: AttemptRow(job: job)).stored
        }
    }
}
