package import BatchCore
import Glibc

/// A run that a state file knows of.
package struct RunRecord: Sendable {
    /// Counted from 1.
    package var number: Int
    package var startedAt: Instant
    /// Nil while it goes on, and for ever where its process was killed.
    package var endedAt: Instant?
    package var pid: Int32
    /// The most requests that could be under way at once.
    package var concurrency: Int
    /// How it ended, in one word; nil where it has not.
    package var ending: String?
    /// The version of batchrun.
    package var version: String
    package var settings: RunSettings
}

extension StateFile {
    /// How many requests the run before may have lost on the wire: its concurrency, where it did not come to its end; nil
    /// where it did, or where there was none. To be asked before ``beginRun(at:concurrency:version:settings:)``.
    package func previousRunLost() throws(StoreError) -> Int? {
        try withDatabase { (database) throws(SQLiteError) in
            try database.connection.integer(
                "SELECT concurrency FROM runs WHERE run = (SELECT max(run) FROM runs) AND ended_at IS NULL")
        }
    }

    /// Notes that a run of this process begins.
    /// - Returns: the run's number.
    package func beginRun(at now: Instant, concurrency: Int, version: String, settings: RunSettings) throws(StoreError) -> Int {
        try withDatabase { (database) throws(SQLiteError) in
            let insert = try database.connection.prepare(
                "INSERT INTO runs (started_at, pid, concurrency, version, settings) VALUES (?, ?, ?, ?, ?)")
            insert.bind(now.unixMilliseconds)
            insert.bind(Int(getpid()))
            insert.bind(concurrency)
            insert.bind(version)
            insert.bind(text: settings.json[...])
            try insert.run()
            return Int(database.connection.lastRow)
        }
    }

    /// Notes how the run ended.
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

    /// Gives each failed job another life.
    /// - Returns: how many there were.
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
}
