import Testing

import BatchCore
@testable import BatchEngine

@Suite("How a state file's lines are read")
struct StateReadingTests {
    @Test("is kept, and plain where nothing is said of it", arguments: JobReading.allCases)
    func kept(reading: JobReading) throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        #expect(try file.reading() == .plain)
        try file.setReading(reading)
        #expect(try file.reading() == reading)
        file.close()
        #expect(try StateReader(path: folder.path).reading() == reading)
    }

    @Test("is an error where this version knows no such way")
    func unknown() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        try file.setMeta("reading", "backwards")
        let error = #expect(throws: StoreError.self) { try file.reading() }
        #expect(error?.description.contains("\"backwards\"") == true)
    }
}
