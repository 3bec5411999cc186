import CSQLite
import Glibc
import Testing

import BatchCore
@testable import BatchEngine

@Suite("A connection to SQLite")
struct SQLiteConnectionTests {
    private func connection() throws -> SQLiteConnection { try SQLiteConnection(path: ":memory:", access: .create) }

    @Test("reports the code, the message and the statement of an error, and no bound value")
    func errors() throws {
        let connection = try connection()
        try connection.execute("CREATE TABLE words (word TEXT PRIMARY KEY)")
        let insert = try connection.prepare("INSERT INTO words (word) VALUES (?)")
        insert.bind("a secret")
        try insert.run()
        insert.bind("a secret")
        let error = #expect(throws: SQLiteError.self) { try insert.run() }
        #expect(error?.code == SQLiteCode(SQLITE_CONSTRAINT | 6 << 8))
        #expect(error.map { SQLiteCode(SQLITE_CONSTRAINT) ~= $0.code } == true)
        #expect(error?.description.contains("INSERT INTO words (word) VALUES (?)") == true)
        #expect(error?.description.contains("secret") == false)
        insert.bind("another")
        try insert.run()
        #expect(try connection.integer("SELECT count(*) FROM words") == 2)
    }

    @Test("matches an extended code with its primary one, and not the other way")
    func codes() {
        let extended = SQLiteCode(SQLITE_IOERR | 4 << 8)
        #expect(.inputOutput ~= extended)
        #expect(extended ~= extended)
        #expect(!(extended ~= .inputOutput))
        #expect(!(.full ~= extended))
    }

    // Extended codes are macros that Swift cannot import: they are spelled out here.
    @Test(
        "has a kind of store error for each fault of the disk and the file",
        arguments: [
            (SQLITE_FULL, StoreError.Kind.full), (SQLITE_READONLY, .unwritable), (SQLITE_CANTOPEN, .unwritable),
            (SQLITE_PERM, .unwritable), (SQLITE_IOERR | 3 << 8, .unwritable), (SQLITE_NOTADB, .notAStateFile),
            (SQLITE_CORRUPT | 3 << 8, .damaged), (SQLITE_BUSY, .locked(pid: nil)), (SQLITE_CONSTRAINT | 8 << 8, .other),
        ])
    func kinds(code: Int32, kind: StoreError.Kind) {
        #expect(StoreError(SQLiteError(code: SQLiteCode(code), message: ""), path: "a").kind == kind)
    }

    @Test("recognises a full disk behind an input/output error")
    func fullDisk() {
        let error = SQLiteError(code: SQLiteCode(SQLITE_IOERR | 19 << 8), message: "", systemError: ENOSPC)
        #expect(StoreError(error, path: "a").kind == .full)
    }

    @Test("distinguishes an empty value from NULL")
    func emptyAndNull() throws {
        let connection = try connection()
        let select = try connection.prepare("SELECT ?, ?, ?, ?, ?")
        let texts: [String?] = ["", nil]
        let bytes: [[UInt8]?] = [[], nil]
        let number: Int? = nil
        for text in texts { text.bind(to: select) }
        for text in bytes { text.bind(to: select) }
        number.bind(to: select)
        #expect(try select.step())
        for text in texts { #expect(String?.read(select) == text) }
        for text in bytes { #expect([UInt8]?.read(select) == text) }
        #expect(Int?.read(select) == .some(nil))
        #expect(try !select.step())
    }

    @Test("writes a transaction whole or not at all")
    func transactions() throws {
        let connection = try connection()
        try connection.execute("CREATE TABLE numbers (number INTEGER UNIQUE)")
        try connection.write { () throws(SQLiteError) in try connection.execute("INSERT INTO numbers VALUES (1)") }
        #expect(throws: SQLiteError.self) {
            try connection.write { () throws(SQLiteError) in
                try connection.execute("INSERT INTO numbers VALUES (2)")
                try connection.execute("INSERT INTO numbers VALUES (1)")
            }
        }
        #expect(try connection.integer("SELECT count(*) FROM numbers") == 1)
    }

    @Test("changes nothing if it was opened for reading")
    func readOnly() throws {
        let folder = try StateFolder()
        try folder.ingest([])
        let connection = try SQLiteConnection(path: folder.path, access: .read)
        let error = #expect(throws: SQLiteError.self) { try connection.execute("DELETE FROM jobs") }
        #expect(error?.code == .readOnly)
    }
}
