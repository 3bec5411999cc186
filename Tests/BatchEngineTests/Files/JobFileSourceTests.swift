import BatchCore
import BatchEngine
import Glibc
import TestSupport
import Testing

@Suite("Job file source")
struct JobFileSourceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func entries(_ path: String, chunkSize: Int) throws -> [JobFileEntry] {
        var source = try JobFileSource(path: path, chunkSize: chunkSize)
        var found: [JobFileEntry] = []
        while let entry = try source.next() { found.append(entry) }
        #expect(try source.next() == nil)
        return found
    }

    @Test("A file's lines are the same for any chunk size", arguments: [1, 3, 1 << 20])
    func lines(chunkSize: Int) throws {
        let path = try folder.write("\u{FEFF}a\r\n\n" + String(repeating: "x", count: 1_000) + "\nlast", to: "jobs.jsonl")
        let found = try entries(path, chunkSize: chunkSize)
        #expect(
            found == [
                .text(JobText([97], line: 1)), .text(JobText([UInt8](repeating: 120, count: 1_000), line: 3)),
                .text(JobText(Array("last".utf8), line: 4)),
            ])
        #expect(try entries(folder.write("", to: "empty.jsonl"), chunkSize: chunkSize).isEmpty)
    }

    @Test("A pipe is read like a file, as its bytes come")
    func pipe() throws {
        let path = folder.path("pipe")
        #expect(unsafe mkfifo(path, 0o600) == 0)
        // Opened for reading and writing, so that opening does not block.
        let descriptor = unsafe open(path, O_RDWR)
        let text = Array("a\nbc\nd".utf8)
        #expect(unsafe write(descriptor, text, text.count) == text.count)
        var source = try JobFileSource(path: path, chunkSize: 2)
        #expect(try source.next() == .text(JobText(Array("a".utf8), line: 1)))
        #expect(try source.next() == .text(JobText(Array("bc".utf8), line: 2)))
        close(descriptor)
        #expect(try source.next() == .text(JobText(Array("d".utf8), line: 3)))
        #expect(try source.next() == nil)
    }

    @Test("A missing file and a folder are reported with their path")
    func unreadable() throws {
        let missing = #expect(throws: FileError.self) { try entries(folder.path("none.jsonl"), chunkSize: 10) }
        #expect(missing?.kind == .missing)
        #expect(missing?.description == "There is no file \(folder.path("none.jsonl")).")
        let isFolder = #expect(throws: FileError.self) { try entries(folder.path, chunkSize: 10) }
        #expect(isFolder == FileError(kind: .folder, path: folder.path))
        try folder.write("", to: "file")
        #expect(throws: FileError(kind: .missing, path: folder.path("file/inside"))) {
            try entries(folder.path("file/inside"), chunkSize: 10)
        }
    }

    @Test("A file without read permission is reported", .enabled(if: geteuid() != 0, "the superuser may read every file"))
    func forbidden() throws {
        let path = try folder.write("a", to: "jobs.jsonl")
        unsafe chmod(path, 0)
        let error = #expect(throws: FileError.self) { try entries(path, chunkSize: 10) }
        #expect(error?.kind == .unreadable)
        #expect(error?.detail == "Permission denied")
    }
}
