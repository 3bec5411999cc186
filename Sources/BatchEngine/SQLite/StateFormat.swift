import BatchCore

/// Whether a database is a state file, and what makes it one.
enum StateFormat {
    enum Standing {
        case current
        /// The file is empty: it is new, or its creation was interrupted.
        case blank
        case refused(StoreError.Kind)
    }

    /// Reads the marks of the file. Nothing is written.
    static func standing(of connection: SQLiteConnection) throws(SQLiteError) -> Standing {
        try connection.read { () throws(SQLiteError) in
            let applicationID = try connection.integer("PRAGMA application_id") ?? 0
            let version = try connection.integer("PRAGMA user_version") ?? 0
            if applicationID == 0, version == 0, try connection.integer("SELECT count(*) FROM sqlite_master") == 0 { return .blank }
            guard applicationID == StateSchema.applicationID else { return .refused(.notAStateFile) }
            if version > StateSchema.version { return .refused(.newerVersion(version)) }
            if (1..<StateSchema.version).contains(version) { return .refused(.olderVersion(version)) }
            return version == StateSchema.version ? .current : .refused(.damaged)
        }
    }

    /// Sets what a writing connection needs. WAL lets others read while a run writes, and FULL makes a commit survive
    /// a loss of power (https://www.sqlite.org/pragma.html#pragma_synchronous).
    static func configure(_ connection: SQLiteConnection) throws(SQLiteError) {
        guard let mode = try connection.text("PRAGMA journal_mode = WAL"), mode == "wal" else {
            throw SQLiteError(code: SQLiteCode.cannotOpen, message: "its file system cannot keep a write-ahead log")
        }
        try connection.execute(
            """
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = OFF;
            PRAGMA cache_size = -16384;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            """)
    }

    /// Makes a blank database a state file, in one transaction.
    static func establish(on connection: SQLiteConnection) throws(SQLiteError) {
        try connection.write { () throws(SQLiteError) in
            for statement in StateSchema.statements { try connection.execute(statement) }
        }
    }
}
