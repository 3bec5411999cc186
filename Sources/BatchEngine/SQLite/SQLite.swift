// SQLite: the checkpoint store in an SQLite file, and readers of that file. Floor 5.
//
// Three layers. ``SQLiteConnection`` and ``SQLiteStatement`` wrap the C library. ``StateFile`` owns a file with its lease and its
// schema, and gives readers of it. ``SQLiteStore`` and ``StateReader`` know jobs and rounds; a ``TableRow`` describes each table.
// Only the first two files call SQLite; `Lease.swift` and `StatePath.swift` call the operating system.
import BatchCore
import CSQLite
import Glibc

/// A result code of SQLite (https://www.sqlite.org/rescode.html).
struct SQLiteCode: Hashable, Sendable {
    var raw: Int32

    init(_ raw: Int32) { self.raw = raw }

    /// The code without its extension.
    var primary: SQLiteCode { SQLiteCode(raw & 0xFF) }

    static let busy = SQLiteCode(SQLITE_BUSY)
    static let permission = SQLiteCode(SQLITE_PERM)
    static let readOnly = SQLiteCode(SQLITE_READONLY)
    static let inputOutput = SQLiteCode(SQLITE_IOERR)
    static let corrupt = SQLiteCode(SQLITE_CORRUPT)
    static let full = SQLiteCode(SQLITE_FULL)
    static let cannotOpen = SQLiteCode(SQLITE_CANTOPEN)
    static let notADatabase = SQLiteCode(SQLITE_NOTADB)

    /// A primary code matches itself and its extensions; an extended one only itself.
    static func ~= (pattern: SQLiteCode, code: SQLiteCode) -> Bool {
        pattern == (pattern == pattern.primary ? code.primary : code)
    }
}

/// An error of SQLite, with its statement. Bound values are never part of it, since they contain what users wrote.
struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
    var code: SQLiteCode
    var message: String
    /// The statement's text with its placeholders; nil if there is none.
    var sql: String?
    /// `errno` of the system call behind the error; 0 if there is none.
    var systemError: Int32 = 0
    /// The stored value that cannot be read, if that is the error. SQLite itself found nothing wrong then.
    var cell: Cell?

    struct Cell: Hashable, Sendable {
        var table: String
        /// Such as `job 7`.
        var row: String
        var column: String
    }

    var description: String {
        if let cell { return "table \(cell.table), \(cell.row), column \(cell.column): \(message)" }
        let place = sql.map { " in: \($0)" } ?? ""
        return "SQLite \(code.raw): \(message)\(place)"
    }
}

extension SQLiteError {
    /// - Parameter meaning: what the value should be, such as `valid JSON`.
    init(cell: Cell, isNot meaning: String) {
        self.init(code: .corrupt, message: "not \(meaning)", cell: cell)
    }
}

extension StoreError {
    init(_ error: SQLiteError, path: String) {
        // SQLite gives SQLITE_FULL for some of the calls that a full disk fails, and an input/output error for others.
        let isFull = error.systemError == ENOSPC || error.systemError == EDQUOT
        let kind: Kind
        switch error.code {
        case .full: kind = .full
        case .inputOutput, .cannotOpen: kind = isFull ? .full : .unwritable
        case .readOnly, .permission: kind = .unwritable
        case .busy: kind = .locked(pid: nil)
        case .notADatabase: kind = .notAStateFile
        case .corrupt: kind = .damaged
        default: kind = .other
        }
        self.init(kind: kind, path: path, detail: "\(error)")
    }
}
