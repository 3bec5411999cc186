package import BatchCore

extension StateReader {
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
}
