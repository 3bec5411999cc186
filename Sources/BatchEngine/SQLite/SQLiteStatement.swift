import BatchCore
import CSQLite
import Glibc

/// A compiled statement. Parameters are bound from left to right, all of them before the first ``step()``, and the
/// columns of a row are read from left to right.
@safe final class SQLiteStatement {
    private let handle: OpaquePointer
    private let parameterCount: Int32
    private var boundCount: Int32 = 0
    /// The first error about a parameter (too big, no memory), which ``step()`` throws.
    private var bindingCode = SQLITE_OK
    private var column: Int32 = 0

    @unsafe init(handle: OpaquePointer) {
        unsafe self.handle = handle
        parameterCount = unsafe sqlite3_bind_parameter_count(handle)
    }

    deinit { unsafe sqlite3_finalize(handle) }

    /// Goes to the next row. After the last one, and after an error, parameters are bound again.
    func step() throws(SQLiteError) -> Bool {
        precondition(boundCount == parameterCount, "a statement runs with all its parameters")
        column = 0
        let code = bindingCode == SQLITE_OK ? unsafe sqlite3_step(handle) : bindingCode
        if code == SQLITE_ROW { return true }
        defer { reset() }
        guard code == SQLITE_DONE else {
            throw unsafe SQLiteError(
                code: SQLiteCode(code), connection: sqlite3_db_handle(handle), sql: String(cString: sqlite3_sql(handle)))
        }
        return false
    }

    /// Runs the statement to its end.
    func run() throws(SQLiteError) {
        while try step() {}
    }

    /// Runs the statement up to its first row, returns what `read` makes of that row, and ends it.
    func first<Result>(_ read: (SQLiteStatement) throws(SQLiteError) -> Result) throws(SQLiteError) -> Result? {
        guard try step() else { return nil }
        defer { reset() }
        return try read(self)
    }

    /// Ends the statement before its last row, so that it holds no lock.
    func reset() {
        unsafe sqlite3_reset(handle)
        boundCount = 0
        bindingCode = SQLITE_OK
    }
}

// MARK: Parameters

extension SQLiteStatement {
    func bind(_ value: Int64) {
        bound(unsafe sqlite3_bind_int64(handle, nextParameter(), value))
    }

    func bind(_ value: Int) { bind(Int64(value)) }

    func bind(_ value: Dollars) {
        bound(unsafe sqlite3_bind_double(handle, nextParameter(), value.inDollars))
    }

    func bind(_ value: String) {
        var value = value
        let parameter = nextParameter()
        bound(value.withUTF8 { bytes in unsafe bindText(parameter, bytes) })
    }

    /// Binds bytes of UTF-8 as text. They are copied by SQLite before this returns.
    func bind(text bytes: ArraySlice<UInt8>) {
        let parameter = nextParameter()
        bound(unsafe bytes.withUnsafeBufferPointer { bytes in unsafe bindText(parameter, bytes) })
    }

    func bindNull() {
        bound(unsafe sqlite3_bind_null(handle, nextParameter()))
    }

    /// A null pointer would bind NULL, and an empty text is not NULL: an empty text is bound from a literal.
    private func bindText(_ parameter: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return unsafe csqlite_bind_text(handle, parameter, "", 0) }
        return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { characters in
            unsafe csqlite_bind_text(handle, parameter, characters, UInt64(bytes.count))
        }
    }

    private func nextParameter() -> Int32 {
        boundCount += 1
        return boundCount
    }

    private func bound(_ code: Int32) {
        if code != SQLITE_OK, bindingCode == SQLITE_OK { bindingCode = code }
    }
}

// MARK: Columns

extension SQLiteStatement {
    /// The next column as a whole number; 0 if it is NULL.
    func integer() -> Int64 {
        defer { column += 1 }
        return unsafe sqlite3_column_int64(handle, column)
    }

    func int() -> Int { Int(integer()) }

    func optionalInteger() -> Int? {
        guard !skipsNull() else { return nil }
        return int()
    }

    /// The next column as an amount of dollars; zero if it is NULL.
    func dollars() -> Dollars {
        defer { column += 1 }
        return unsafe Dollars(sqlite3_column_double(handle, column))
    }

    /// The next column as text; empty if it is NULL.
    func text() -> String {
        unsafe withColumn { bytes in unsafe String(decoding: bytes, as: UTF8.self) }
    }

    func optionalText() -> String? {
        guard !skipsNull() else { return nil }
        return text()
    }

    /// The bytes of the next column; empty if it is NULL.
    func bytes() -> [UInt8] {
        unsafe withColumn { bytes in unsafe Array(bytes) }
    }

    /// Whether the next column holds exactly `bytes`. Nothing is copied.
    func matches(_ bytes: ArraySlice<UInt8>) -> Bool {
        unsafe withColumn { stored in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                guard stored.count == bytes.count else { return false }
                guard let left = stored.baseAddress, let right = bytes.baseAddress else { return true }
                return unsafe memcmp(left, right, bytes.count) == 0
            }
        }
    }

    /// Whether the next column is NULL, and goes past it if so.
    func skipsNull() -> Bool {
        let isNull = unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
        if isNull { column += 1 }
        return isNull
    }

    @unsafe private func withColumn<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        defer { column += 1 }
        guard let start = unsafe sqlite3_column_blob(handle, column) else {
            return unsafe body(UnsafeBufferPointer(start: nil, count: 0))
        }
        let count = unsafe Int(sqlite3_column_bytes(handle, column))
        return unsafe body(UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count))
    }
}
