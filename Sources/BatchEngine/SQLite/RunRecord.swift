package import BatchCore
import Glibc

/// A run that is recorded in a state file.
package struct RunRecord: Sendable {
    /// Counted from 1.
    package var number = 0
    package var startedAt = Instant.epoch
    /// Nil during the run, and forever if its process was killed.
    package var endedAt: Instant?
    package var pid: Int32 = 0
    /// The most requests that could be in flight at once.
    package var concurrency = 0
    /// How it ended, in one word; nil if it has not.
    package var ending: String?
    /// The version of batchrun.
    package var version = ""
    package var settings = RunSettings()
}

extension RunRecord: TableRow {
    static let table = "runs"
    var label: String { "run \(number)" }

    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
        visitor.column("run", &number, .selected)
        visitor.column("started_at", &startedAt)
        visitor.column("ended_at", &endedAt, .selected)
        visitor.column("pid", &pid)
        visitor.column("concurrency", &concurrency)
        visitor.column("ending", &ending, .selected)
        visitor.column("version", &version)
        visitor.column("settings", &settings)
    }
}

extension StateFile {
    /// The most requests that the previous run may have lost in flight: its concurrency if it was killed. Nil if it ended, or if there
    /// was none. Call it before ``beginRun(at:concurrency:version:settings:)``.
    package func previousRunLost() throws(StoreError) -> Int? {
        try withDatabase { (database) throws(SQLiteError) in
            try database.connection.integer(
                "SELECT concurrency FROM runs WHERE run = (SELECT max(run) FROM runs) AND ended_at IS NULL")
        }
    }

    /// Records that a run of this process begins.
    /// - Returns: the run's number.
    package func beginRun(at now: Instant, concurrency: Int, version: String, settings: RunSettings) throws(StoreError) -> Int {
        try withDatabase { (database) throws(SQLiteError) in
            var run = RunRecord()
            (run.startedAt, run.pid, run.concurrency, run.version, run.settings) = (now, getpid(), concurrency, version, settings)
            let insert = try database.connection.prepare(RunRecord.insert)
            run.bind(to: insert)
            try insert.run()
            return Int(database.connection.lastRow)
        }
    }

    /// Records how the run ended.
    /// - Parameter ending: one word, such as `completed` or `interrupted`.
    package func endRun(_ run: Int, at now: Instant, ending: String) throws(StoreError) {
        try withDatabase { (database) throws(SQLiteError) in
            let update = try database.connection.prepare("UPDATE runs SET ended_at = ?, ending = ? WHERE run = ?")
            update.bind(now.unixMilliseconds)
            update.bind(ending)
            update.bind(run)
            try update.run()
        }
    }

    /// Makes each failed job unfinished again.
    /// - Returns: how many jobs had failed.
    package func retryFailed(at now: Instant) throws(StoreError) -> Int {
        try withDatabase { (database) throws(SQLiteError) in
            let update = try database.connection.prepare(
                """
                UPDATE failures SET retried_at = ? WHERE retried_at IS NULL
                AND EXISTS (SELECT 1 FROM jobs WHERE jobs.job = failures.job AND replaced_at IS NULL)
                """)
            update.bind(now.unixMilliseconds)
            try update.run()
            return database.connection.changes
        }
    }
    /// Takes back what ``retryFailed(at:)`` did at that time: the jobs have failed as before.
    package func takeBackRetries(at now: Instant) throws(StoreError) {
        try withDatabase { (database) throws(SQLiteError) in
            let update = try database.connection.prepare("UPDATE failures SET retried_at = NULL WHERE retried_at = ?")
            update.bind(now.unixMilliseconds)
            try update.run()
        }
    }
}
