/// A row of a table, or a part of one. ``visit(_:)`` says its columns once; the statements follow from it, and so does what is
/// bound to them and read from them.
protocol TableRow {
    static var table: String { get }
    /// Which row it is, for an error about it: `job 7`.
    var label: String { get }
    /// A row without values.
    init()
    /// Shows each column with its value to `visitor`. The order is the same for every row. A column may be any term of SQL if the
    /// row is never inserted.
    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor)
}

/// Which statements a column is part of.
enum ColumnUse {
    case both
    /// Written when the row is inserted, and not read back.
    case inserted
    /// Read, and set by SQLite or by a later statement.
    case selected
    /// Part of the table only: statements name it in their conditions.
    case neither

    var isInserted: Bool { self == .both || self == .inserted }
    var isSelected: Bool { self == .both || self == .selected }
}

/// Does one thing to every column of a row. Visitors are generic so that the compiler makes straight code of each.
protocol ColumnVisitor {
    mutating func column<Value: ColumnValue>(_ name: String, _ value: inout Value, _ use: ColumnUse)
}

extension ColumnVisitor {
    mutating func column<Value: ColumnValue>(_ name: String, _ value: inout Value) { column(name, &value, .both) }
}

extension TableRow {
    var label: String { "" }

    /// The columns that a query reads, separated by commas.
    static var selected: String { ColumnList(of: Self.self).selected.joined(separator: ", ") }

    /// A statement that inserts a row.
    static var insert: String {
        let names = ColumnList(of: Self.self).inserted
        let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
        return "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(marks))"
    }

    /// A query that reads rows.
    /// - Parameter rest: what follows the table's name.
    static func select(_ rest: String) -> String { "SELECT \(selected) FROM \(table) \(rest)" }

    /// A statement that changes these columns.
    /// - Parameter condition: which rows; its parameters follow those of the columns.
    static func update(where condition: String) -> String {
        let changes = ColumnList(of: Self.self).inserted.map { "\($0) = ?" }
        return "UPDATE \(table) SET \(changes.joined(separator: ", ")) WHERE \(condition)"
    }

    /// Binds the columns to a statement that ``insert`` or ``update(where:)`` made.
    consuming func bind(to statement: SQLiteStatement) {
        var binder = ColumnBinder(statement: statement)
        visit(&binder)
    }

    /// Reads the columns of ``selected`` from a row, and ends the statement if they are damaged.
    /// - Parameter blank: what is known of the row already.
    static func read(_ statement: SQLiteStatement, into blank: Self = Self()) throws(SQLiteError) -> Self {
        var row = blank
        var reader = ColumnReader(statement: statement)
        row.visit(&reader)
        if let fault = reader.fault {
            statement.reset()
            throw SQLiteError(cell: SQLiteError.Cell(table: table, row: row.label, column: fault.column), isNot: fault.meaning)
        }
        return row
    }
}

/// The columns of a row by name.
struct ColumnList: ColumnVisitor {
    struct Column: Hashable {
        var name: String
        var storage: String
        var isNullable: Bool
    }

    private(set) var all: [Column] = []
    private(set) var inserted: [String] = []
    private(set) var selected: [String] = []

    init<Row: TableRow>(of row: Row.Type) {
        var blank = Row()
        blank.visit(&self)
    }

    mutating func column<Value: ColumnValue>(_ name: String, _ value: inout Value, _ use: ColumnUse) {
        all.append(Column(name: name, storage: Value.storage, isNullable: Value.isNullable))
        if use.isInserted { inserted.append(name) }
        if use.isSelected { selected.append(name) }
    }
}

private struct ColumnBinder: ColumnVisitor {
    let statement: SQLiteStatement

    mutating func column<Value: ColumnValue>(_ name: String, _ value: inout Value, _ use: ColumnUse) {
        if use.isInserted { value.bind(to: statement) }
    }
}

private struct ColumnReader: ColumnVisitor {
    let statement: SQLiteStatement
    /// The first column that cannot be read, and what it should hold.
    var fault: (column: String, meaning: String)?

    init(statement: SQLiteStatement) { self.statement = statement }

    mutating func column<Value: ColumnValue>(_ name: String, _ value: inout Value, _ use: ColumnUse) {
        guard use.isSelected else { return }
        if let found = Value.read(statement) {
            value = found
        } else if fault == nil {
            fault = (name, Value.meaning)
        }
    }
}
