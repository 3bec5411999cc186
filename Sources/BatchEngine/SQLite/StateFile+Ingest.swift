package import BatchCore

/// One line of a job file, as it is brought into a state file.
package struct IngestLine: Sendable {
    /// Unique among the lines of one ingest.
    package var id: String
    /// Counted from 1.
    package var line: Int
    /// The line's bytes without its end.
    package var text: ArraySlice<UInt8>
    package var priority: Int
    /// The provider that the line names; empty where it names none.
    package var provider: String
    /// How many turns its script has.
    package var turns: Int

    package init(id: String, line: Int, text: ArraySlice<UInt8>, priority: Int = 0, provider: String = "", turns: Int) {
        (self.id, self.line, self.text, self.priority, self.provider, self.turns) = (id, line, text, priority, provider, turns)
    }
}

/// What became of a line.
package enum Ingested: Hashable, Sendable {
    /// It is a new job.
    case new
    /// It is there already, the same.
    case unchanged
    /// It stands on another line than before, or its words changed before anything was paid for them.
    case updated
    /// Its words changed, and rounds are paid for what it said before. Nothing was written.
    case changed(previousLine: Int, rounds: Int)
}

extension StateFile {
    /// Begins to bring lines in. Until the session commits, or is let go of, nothing else may be asked of the file.
    /// - Parameter now: what the lines are dated with.
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

/// Lines on their way into a state file: all of them come in, or none.
package struct IngestSession: ~Copyable {
    private let file: StateFile
    private var isOpen = true

    fileprivate init(file: StateFile) { self.file = file }

    /// Brings a line in.
    package func add(_ line: IngestLine) throws(StoreError) -> Ingested {
        try withStatements { (statements) throws(SQLiteError) in try statements.add(line) }
    }

    /// Runs a line anew for which ``add(_:)`` gave `.changed`. The job of before is kept with the rounds that were paid
    /// for, and set aside.
    package func replace(_ line: IngestLine) throws(StoreError) {
        try withStatements { (statements) throws(SQLiteError) in try statements.replace(line) }
    }

    /// How many jobs of the state file were not among the lines. To be asked when all lines are in.
    package func countAbsent() throws(StoreError) -> Int {
        try withStatements { (statements) throws(SQLiteError) in try statements.countAbsent() }
    }

    /// Sets aside the jobs of the state file that were not among the lines and of which nothing was tried. To be asked when all
    /// lines are in.
    /// - Returns: how many were set aside, and how many stay since they are paid for in part.
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

    /// Leaves the state file as it was. Letting go of the session does the same.
    package consuming func rollBack() {}

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
