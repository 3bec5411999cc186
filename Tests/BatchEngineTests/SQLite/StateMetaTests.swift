import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

@Suite("The meta values of a state file")
struct StateMetaTests {
    @Test("contain how its lines are read, by default plain", arguments: JobReading.allCases)
    func reading(reading: JobReading) throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        #expect(try file.meta(.reading) == .plain)
        try file.setMeta(.reading, to: reading)
        #expect(try file.meta(.reading) == reading)
        #expect(try file.reader().meta(.reading) == reading)
        file.close()
        #expect(try StateReader(path: folder.path).meta(.reading) == reading)
    }

    @Test("contain the job file, if there is one, and whether it is a rehearsal")
    func others() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        defer { file.close() }
        #expect(try file.meta(.jobFile) == nil)
        #expect(try !file.meta(.rehearsal))
        for path in ["jobs.jsonl", "other.jsonl", nil] {
            try file.setMeta(.jobFile, to: path)
            #expect(try file.meta(.jobFile) == path)
        }
        for isRehearsal in [true, false] {
            try file.setMeta(.rehearsal, to: isRehearsal)
            #expect(try file.reader().meta(.rehearsal) == isRehearsal)
        }
    }

    @Test("are an error if this version does not know the value")
    func unknown() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        defer { file.close() }
        try file.withDatabase { (database) throws(SQLiteError) in
            try database.connection.execute("INSERT INTO meta (name, value) VALUES ('reading', 'backwards')")
        }
        let error = #expect(throws: StoreError.self) { try file.meta(.reading) }
        #expect(error?.kind == .other)
        #expect(error?.description.contains("\"backwards\"") == true)
    }
}
