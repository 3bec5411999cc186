import BatchCore
import Foundation
import TestSupport
import Testing

@testable import BatchEngine

@Suite("The description of the state file")
struct StateSchemaTests {
    private static func description() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "docs/state-file.md"), encoding: .utf8)
    }

    private func texts(_ sql: String, in file: StateFile) throws -> [String] {
        try file.withDatabase { (database) throws(SQLiteError) in
            let statement = try database.connection.prepare(sql)
            var texts: [String] = []
            while try statement.step() { texts.append(statement.text()) }
            return texts
        }
    }

    @Test("names every table and every column, and nothing else")
    func names() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        defer { file.close() }
        let sections = try Self.description().split(separator: "\n### ").dropFirst()
        let tables = try texts("SELECT name FROM sqlite_master WHERE type = 'table'", in: file)
        #expect(sections.map { String($0.prefix { $0 != ":" }) } == tables)
        for (section, table) in zip(sections, tables) {
            let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { $0.split(separator: "|")[0] }
            let described = rows.flatMap { $0.split(separator: ",") }.map { $0.filter { !"` ".contains($0) } }
            #expect(described == (try texts("SELECT name FROM pragma_table_info('\(table)')", in: file)), "table \(table)")
        }
    }

    private static func columns<Row: TableRow>(_ row: Row.Type) -> (table: String, columns: Set<ColumnList.Column>) {
        (Row.table, Set(ColumnList(of: row).all))
    }

    @Test("has the columns that are read and written, with their types")
    func columns() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        defer { file.close() }
        let described = [
            Self.columns(JobRow.self), Self.columns(RoundRow.self), Self.columns(AttemptRow.self), Self.columns(ToolAnswerRow.self),
            Self.columns(FailureRow.self), Self.columns(RunRecord.self),
        ]
        for (table, columns) in described {
            let declared = try file.withDatabase { (database) throws(SQLiteError) in
                let statement = try database.connection.prepare(
                    "SELECT name, type, \"notnull\" = 0 AND pk = 0 FROM pragma_table_info('\(table)')")
                var declared: Set<ColumnList.Column> = []
                while try statement.step() {
                    declared.insert(ColumnList.Column(name: statement.text(), storage: statement.text(), isNullable: statement.int() == 1))
                }
                return declared
            }
            #expect(columns == declared, "table \(table)")
        }
    }

    @Test("contains queries that run")
    func questions() async throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        defer { file.close() }
        try file.ingest([.sample("mountains", line: 1, says: "Which is the highest?"), .sample("b", line: 2)])
        var cut = Round.sample(1)
        cut.reply.finishReason = "length"
        try await SQLiteStore(file).committed([.round(JobKey(1), cut, .sample()), .failed(2, round: 1)]).get()
        let queries = try Self.description().split(separator: "```sql\n").dropFirst().map { $0.prefix { $0 != "`" } }
        #expect(queries.count >= 5)
        for query in queries { #expect(try texts(String(query), in: file).count == 1, "\(query)") }
    }

    @Test("gives the marks of the file")
    func marks() throws {
        #expect(try Self.description().contains("`PRAGMA application_id` = \(StateSchema.applicationID) "))
        #expect(try Self.description().contains("what this page describes: \(StateSchema.version)."))
    }
}
