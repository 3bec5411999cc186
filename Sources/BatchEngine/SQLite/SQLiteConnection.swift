import CSQLite

/// One connection to a database file. Its owner must use it on one thread at a time.
///
/// Statements may outlive this object: SQLite closes the file with the last of them (`sqlite3_close_v2`).
@safe final class SQLiteConnection {
    private let handle: OpaquePointer

    enum Access {
        /// Reads and writes; creates a file that is missing.
        case create
        /// Changes no row. Not `SQLITE_OPEN_READONLY`: such a connection cannot remove the `-wal` and `-shm` files that it makes.
        case read
    }

    /// - Parameter layer: the name of the registered VFS through which SQLite reaches the file; nil for the system's own.
    init(path: String, access: Access, layer: String? = nil) throws(SQLiteError) {
        let mode = access == .create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open_v2(path, &opened, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, layer)
        guard let pointer = unsafe opened else { throw SQLiteError(code: SQLiteCode(code), message: "out of memory") }
        unsafe handle = pointer
        guard code == SQLITE_OK else { throw error(code) }
        unsafe sqlite3_busy_timeout(pointer, 5_000)
        if access == .read { try execute("PRAGMA query_only = ON") }
    }

    deinit { unsafe sqlite3_close_v2(handle) }

    /// Runs statements without parameters, and ignores their rows.
    func execute(_ sql: String) throws(SQLiteError) {
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw error(code, sql: sql) }
    }

    /// Compiles a statement that will be used many times.
    func prepare(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        var compiled: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard code == SQLITE_OK, let pointer = unsafe compiled else { throw error(code, sql: sql) }
        return unsafe SQLiteStatement(handle: pointer)
    }

    /// The whole number in the first column of the first row; nil if there is no row or it is NULL.
    func integer(_ sql: String) throws(SQLiteError) -> Int? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.optionalInteger() : nil
    }

    /// The text in the first column of the first row; nil if there is no row or it is NULL.
    func text(_ sql: String) throws(SQLiteError) -> String? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.optionalText() : nil
    }

    /// How many rows the last statement changed.
    var changes: Int { unsafe Int(sqlite3_changes64(handle)) }

    /// The row identifier of the last row that was inserted.
    var lastRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    /// Whether the path of the open file leads to another file now, or to none.
    var hasMoved: Bool {
        var hasMoved: Int32 = 0
        _ = unsafe sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
        return hasMoved != 0
    }

    /// Performs `body` in a transaction that may write: all of it is durable when this returns, none of it when it throws.
    func write<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
        try within("BEGIN IMMEDIATE", body)
    }

    /// Performs `body` so that all its statements see the same state of the file.
    func read<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
        try within("BEGIN", body)
    }

    private func within<Result>(_ begin: String, _ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
        try execute(begin)
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Discards an open transaction. If even that fails, the transaction is still not committed, and the earlier error is the one to
    /// report.
    func rollBack() {
        guard unsafe sqlite3_get_autocommit(handle) == 0 else { return }
        _ = unsafe sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
    }

    private func error(_ code: Int32, sql: String? = nil) -> SQLiteError {
        unsafe SQLiteError(code: SQLiteCode(code), connection: handle, sql: sql)
    }
}

extension SQLiteError {
    /// The error that `connection` has just met.
    @unsafe init(code: SQLiteCode, connection: OpaquePointer?, sql: String?) {
        self.init(
            code: code, message: unsafe String(cString: sqlite3_errmsg(connection)), sql: sql,
            systemError: unsafe sqlite3_system_errno(connection))
    }
}
