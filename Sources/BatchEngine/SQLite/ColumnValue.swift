import BatchCore

/// A value that a column of the state file holds.
protocol ColumnValue {
    /// The type that the column is declared with: `INTEGER`, `REAL` or `TEXT`.
    static var storage: String { get }
    /// Whether the column may hold NULL.
    static var isNullable: Bool { get }
    /// What the stored value must be, for the error about one that cannot be read: `valid JSON`.
    static var meaning: String { get }

    /// Binds the next parameter.
    func bind(to statement: SQLiteStatement)
    /// Reads the next column. Returns nil if what it holds is not such a value.
    static func read(_ row: SQLiteStatement) -> Self?
}

extension ColumnValue {
    static var storage: String { "INTEGER" }
    static var isNullable: Bool { false }
    static var meaning: String { "a value of its type" }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    static var storage: String { Wrapped.storage }
    static var isNullable: Bool { true }
    static var meaning: String { Wrapped.meaning }

    func bind(to statement: SQLiteStatement) {
        if let self { self.bind(to: statement) } else { statement.bindNull() }
    }

    static func read(_ row: SQLiteStatement) -> Self? {
        if row.skipsNull() { return .some(nil) }
        guard let value = Wrapped.read(row) else { return nil }
        return .some(value)
    }
}

// MARK: Whole numbers

extension Int64: ColumnValue {
    func bind(to statement: SQLiteStatement) { statement.bind(self) }
    static func read(_ row: SQLiteStatement) -> Self? { row.integer() }
}

extension Int: ColumnValue {
    func bind(to statement: SQLiteStatement) { statement.bind(self) }
    static func read(_ row: SQLiteStatement) -> Self? { row.int() }
}

extension Int32: ColumnValue {
    func bind(to statement: SQLiteStatement) { statement.bind(Int64(self)) }
    static func read(_ row: SQLiteStatement) -> Self? { Int32(truncatingIfNeeded: row.integer()) }
}

/// 1 or 0.
extension Bool: ColumnValue {
    func bind(to statement: SQLiteStatement) { statement.bind(self ? 1 : 0) }
    static func read(_ row: SQLiteStatement) -> Self? { row.integer() != 0 }
}

extension JobKey: ColumnValue {
    func bind(to statement: SQLiteStatement) { statement.bind(number) }
    static func read(_ row: SQLiteStatement) -> Self? { JobKey(row.integer()) }
}

/// Milliseconds since 1970-01-01T00:00:00Z.
extension Instant: ColumnValue {
    func bind(to statement: SQLiteStatement) { statement.bind(unixMilliseconds) }
    static func read(_ row: SQLiteStatement) -> Self? { Instant(unixMilliseconds: row.integer()) }
}

/// Milliseconds.
extension Duration: ColumnValue {
    func bind(to statement: SQLiteStatement) { statement.bind(milliseconds) }
    static func read(_ row: SQLiteStatement) -> Self? { .milliseconds(row.integer()) }
}

extension Dollars: ColumnValue {
    static var storage: String { "REAL" }
    func bind(to statement: SQLiteStatement) { statement.bind(self) }
    static func read(_ row: SQLiteStatement) -> Self? { row.dollars() }
}

// MARK: Texts

extension String: ColumnValue {
    static var storage: String { "TEXT" }
    func bind(to statement: SQLiteStatement) { statement.bind(self) }
    static func read(_ row: SQLiteStatement) -> Self? { row.text() }
}

/// A text, byte for byte.
extension [UInt8]: ColumnValue {
    static var storage: String { "TEXT" }
    func bind(to statement: SQLiteStatement) { statement.bind(text: self[...]) }
    static func read(_ row: SQLiteStatement) -> Self? { row.bytes() }
}

/// A text, byte for byte.
extension ArraySlice<UInt8>: ColumnValue {
    static var storage: String { "TEXT" }
    func bind(to statement: SQLiteStatement) { statement.bind(text: self) }
    static func read(_ row: SQLiteStatement) -> Self? { row.bytes()[...] }
}

extension JSONText: ColumnValue {
    static var storage: String { "TEXT" }
    static var meaning: String { "valid JSON" }
    func bind(to statement: SQLiteStatement) { statement.bind(text: bytes[...]) }
    static func read(_ row: SQLiteStatement) -> Self? { try? JSONText(validating: row.bytes()) }
}

extension RunSettings: ColumnValue {
    static var storage: String { "TEXT" }
    static var meaning: String { "valid JSON" }
    func bind(to statement: SQLiteStatement) { json.bind(to: statement) }
    static func read(_ row: SQLiteStatement) -> Self? { JSONText.read(row).map { RunSettings(json: $0) } }
}

extension Round.Standing: ColumnValue {
    static var storage: String { "TEXT" }
    static var meaning: String { "a standing" }
    func bind(to statement: SQLiteStatement) { statement.bind(rawValue) }
    static func read(_ row: SQLiteStatement) -> Self? { Self(rawValue: row.text()) }
}
