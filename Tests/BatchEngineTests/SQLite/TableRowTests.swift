import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

@Suite("A row of a table")
struct TableRowTests {
    /// A row with one column of each use.
    private struct SampleRow: TableRow {
        static let table = "samples"
        var label: String { "sample \(number)" }
        var number = 0
        var name = ""
        var note: String?
        var json: JSONText?
        var seenAt: Instant?

        mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
            visitor.column("number", &number, .selected)
            visitor.column("name", &name)
            visitor.column("note", &note, .inserted)
            visitor.column("json", &json)
            visitor.column("seen_at", &seenAt, .neither)
        }
    }

    private static func table() throws -> SQLiteConnection {
        let connection = try SQLiteConnection(path: ":memory:", access: .create)
        try connection.execute("CREATE TABLE samples (number INTEGER PRIMARY KEY, name TEXT, note TEXT, json TEXT, seen_at INTEGER)")
        return connection
    }

    @Test("derives its statements from its columns")
    func statements() {
        #expect(SampleRow.insert == "INSERT INTO samples (name, note, json) VALUES (?, ?, ?)")
        #expect(SampleRow.select("WHERE number = ?") == "SELECT number, name, json FROM samples WHERE number = ?")
        #expect(SampleRow.update(where: "number = ?") == "UPDATE samples SET name = ?, note = ?, json = ? WHERE number = ?")
    }

    @Test("is read as it was written", arguments: [nil, #"{"a":[1,null]}"#])
    func roundTrip(json: String?) throws {
        let connection = try Self.table()
        let text = try json.map { try JSONText(validating: $0) }
        let insert = try connection.prepare(SampleRow.insert)
        SampleRow(name: "first", note: nil, json: text).bind(to: insert)
        try insert.run()
        let select = try connection.prepare(SampleRow.select(""))
        let row = try #require(try select.first { (row) throws(SQLiteError) in try SampleRow.read(row) })
        #expect((row.number, row.name, row.json) == (1, "first", text))
    }

    @Test("is damaged if a JSON column is not valid JSON, and names the column", arguments: ["", "{", "{} x"])
    func damaged(text: String) throws {
        let connection = try Self.table()
        try connection.execute("INSERT INTO samples (number, name, json) VALUES (7, 'b', '\(text)')")
        let select = try connection.prepare(SampleRow.select(""))
        for _ in 0..<2 {
            let error = #expect(throws: SQLiteError.self) { try select.first { (row) throws(SQLiteError) in try SampleRow.read(row) } }
            let fault = StoreError(try #require(error), path: "jobs.batchrun.db")
            #expect(fault.kind == .damaged)
            #expect(fault.detail == "table samples, sample 7, column json: not valid JSON")
        }
    }

    @Test("of a round is damaged if its standing is unknown")
    func standing() async throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        defer { file.close() }
        try file.ingest([.sample("a", line: 1)])
        try await SQLiteStore(file).committed([.sample(1, round: 1)]).get()
        try file.withDatabase { (database) throws(SQLiteError) in try database.connection.execute("UPDATE rounds SET standing = 'lost'") }
        let error = #expect(throws: StoreError.self) { try file.reader().job(id: "a") }
        #expect(error?.kind == .damaged)
        #expect(error?.detail == "table rounds, job 1, column standing: not a standing")
    }
}
