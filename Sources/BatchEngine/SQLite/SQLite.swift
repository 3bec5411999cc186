// SQLite: the checkpoint store over an SQLite file, and the reading of that file. Floor 5.
//
// Three layers: ``SQLiteConnection`` and ``SQLiteStatement`` hold the C library and nothing else; ``StateFile`` owns a
// file, its lease and its schema; ``SQLiteStore`` and ``StateReader`` speak of jobs and rounds. C is touched in the
// first two files alone (and the operating system in `Lease.swift`).
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
    static let constraint = SQLiteCode(SQLITE_CONSTRAINT)
    static let notADatabase = SQLiteCode(SQLITE_NOTADB)

    /// A primary code matches itself and its extensions; an extended one only itself.
    static func ~= (pattern: SQLiteCode, code: SQLiteCode) -> Bool {
        pattern == (pattern == pattern.primary ? code.primary : code)
    }
}

/// What SQLite refused, and on which statement. Bound values are never part of it: they hold what users wrote.
struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
    var code: SQLiteCode
    var message: String
    /// The statement's text with its placeholders; nil where there was none.
    var sql: String?
    /// `errno` of the system call behind the error; 0 where there was none.
    var systemError: Int32 = 0

    var description: String {
        let place = sql.map { " in: \($0)" } ?? ""
        return "SQLite \(code.raw): \(message)\(place)"
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
