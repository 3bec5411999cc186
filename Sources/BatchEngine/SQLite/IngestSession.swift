package import BatchCore

/// One line of a job file, to be stored in a state file.
package struct IngestLine: Sendable {
    /// Unique among the lines of one ingest.
    package var id: String
    /// Counted from 1.
    package var line: Int
    /// The line's bytes without its end.
    package var text: ArraySlice<UInt8>
    package var priority: Int
    /// The provider that the line names; empty if it names none.
    package var provider: String
    /// The number of turns in its script.
    package var turns: Int

    package init(id: String, line: Int, text: ArraySlice<UInt8>, priority: Int = 0, provider: String = "", turns: Int) {
        (self.id, self.line, self.text, self.priority, self.provider, self.turns) = (id, line, text, priority, provider, turns)
    }
}

/// What an ingest did with a line.
package enum Ingested: Hashable, Sendable {
    /// It is a new job.
    case new
    /// The same line is stored already.
    case unchanged
    /// Its line number changed, or its text changed before any round was paid for.
    case updated
    /// Its text changed after rounds were paid for. Nothing was written.
    case changed(previousLine: Int, rounds: Int)
}

extension StateFile {
    /// Begins to store lines. Until the session commits or is released, the file takes no other call but ``reader()``.
    /// - Parameter now: when the lines were added.
    package func beginIngest(at now: Instant) throws(StoreError) -> IngestSession {
        try withDatabase { (database) throws(SQLiteError) in
            precondition(database.ingest == nil, "one ingest at a time")
            try database.connection.execute("BEGIN IMMEDIATE")
            do throws(SQLiteError) {
                database.ingest = try IngestStatements(database.connection, at: now)
            } catch {
                database.connection.rollBack()
                throw error
            }
        }
        return IngestSession(file: self)
    }
}

/// Stores the lines of a job file in a state file: all of them, or none.
package struct IngestSession: ~Copyable {
    private let file: StateFile
    private var isOpen = true

    fileprivate init(file: StateFile) { self.file = file }

    /// Stores a line.
    package func add(_ line: IngestLine) throws(StoreError) -> Ingested {
        try withStatements { (statements) throws(SQLiteError) in try statements.add(line) }
    }

    /// Stores a line as a new job after ``add(_:)`` returned `.changed`. The former job is set aside with its rounds.
    package func replace(_ line: IngestLine) throws(StoreError) {
        try withStatements { (statements) throws(SQLiteError) in try statements.replace(line) }
    }

    /// The number of stored jobs that were not among the lines. Call it after all lines are added.
    package func countAbsent() throws(StoreError) -> Int {
        try withStatements { (statements) throws(SQLiteError) in try statements.countAbsent() }
    }

    /// Sets aside the stored jobs that were not among the lines, unless an attempt was made at them. Call it after all lines are added.
    /// - Returns: how many were set aside, and how many stay because they are begun.
    package func dropAbsent() throws(StoreError) -> (dropped: Int, kept: Int) {
        try withStatements { (statements) throws(SQLiteError) in try statements.dropAbsent() }
    }

    /// Makes the lines durable.
    package consuming func commit() throws(StoreError) {
        isOpen = false
        try file.withDatabase { (database) throws(SQLiteError) in
            database.ingest = nil
            do throws(SQLiteError) {
                try database.connection.execute("COMMIT")
            } catch {
                database.connection.rollBack()
                throw error
            }
        }
    }

    deinit {
        guard isOpen else { return }
        file.abandonIngest()
    }

    private func withStatements<Result: Sendable>(
        _ body: (IngestStatements) throws(SQLiteError) -> Result
    ) throws(StoreError) -> Result {
        try file.withDatabase { (database) throws(SQLiteError) in
            guard let statements = database.ingest else { preconditionFailure("the ingest has ended") }
            return try body(statements)
        }
    }
}

extension StateFile {
    fileprivate func abandonIngest() {
        withOpenDatabase { database in
            database.ingest = nil
            database.connection.rollBack()
        }
    }
}
