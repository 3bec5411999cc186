import BatchCore
import BatchEngine
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Results file")
struct ResultsFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, to path: String) throws {
        var file = try ResultsFile(path: path)
        for character in text { try file.write(Array(String(character).utf8)) }
        try file.finish()
    }

    @Test("A file appears whole, and no other file stays in its folder")
    func whole() throws {
        try write("one\ntwo\n", to: folder.path("out.jsonl"))
        #expect(try folder.text(of: "out.jsonl") == "one\ntwo\n")
        try write("three\n", to: folder.path("out.jsonl"))
        #expect(try folder.text(of: "out.jsonl") == "three\n")
        #expect(try folder.names == ["out.jsonl"])
    }

    @Test("An existing file stays unchanged until finish()")
    func untouched() throws {
        try folder.write("old", to: "out.jsonl")
        var file = try ResultsFile(path: folder.path("out.jsonl"))
        try file.write([UInt8](repeating: 120, count: 1 << 20))
        #expect(try folder.text(of: "out.jsonl") == "old")
        #expect(try folder.names.count == 2)
        try file.finish()
        #expect(try folder.text(of: "out.jsonl").count == 1 << 20)
    }

    @Test("A file that is not finished keeps the old one and leaves no temporary one")
    func abandoned() throws {
        try folder.write("old", to: "out.jsonl")
        do {
            var file = try ResultsFile(path: folder.path("out.jsonl"))
            try file.write([UInt8](repeating: 120, count: 1 << 20))
        }
        #expect(try folder.names == ["out.jsonl"])
        #expect(try folder.text(of: "out.jsonl") == "old")
    }

    @Test("A temporary file that a killed process left behind is reused, whatever its content")
    func leftBehind() throws {
        try folder.write("something stale that is longer", to: "out.jsonl.partial")
        try write("new", to: folder.path("out.jsonl"))
        #expect(try folder.text(of: "out.jsonl") == "new")
        #expect(try folder.names == ["out.jsonl"])
    }

    @Test("Two writers of the same file use separate temporary files")
    func twoAtOnce() throws {
        var first = try ResultsFile(path: folder.path("out.jsonl"))
        try first.write(Array("first".utf8))
        try write("second", to: folder.path("out.jsonl"))
        #expect(try folder.text(of: "out.jsonl") == "second")
        try first.finish()
        #expect(try folder.text(of: "out.jsonl") == "first")
        #expect(try folder.names == ["out.jsonl"])
    }

    @Test("The new file has the permissions of the old one, and a link stays a link")
    func permissionsAndLinks() throws {
        let path = try folder.write("old", to: "real.jsonl")
        unsafe chmod(path, 0o640)
        try FileManager.default.createSymbolicLink(atPath: folder.path("link.jsonl"), withDestinationPath: "real.jsonl")
        try write("new", to: folder.path("link.jsonl"))
        #expect(try folder.text(of: "real.jsonl") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.jsonl")) == "real.jsonl")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    }

    @Test("A full disk is reported with the path")
    func full() throws {
        var file = try ResultsFile(path: "/dev/full")
        let error = #expect(throws: FileError.self) { try file.write([UInt8](repeating: 120, count: 1 << 20)) }
        #expect(error == FileError(kind: .full, path: "/dev/full"))
        #expect(error?.description.contains("The disk that holds /dev/full is full") == true)
    }

    @Test("A device is written directly, and is not replaced by a file")
    func device() throws {
        try write("gone", to: "/dev/null")
        var status = stat()
        #expect(unsafe stat("/dev/null", &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test("A missing folder, and a folder in place of the file, are reported with the path")
    func unwritable() throws {
        let missing = #expect(throws: FileError.self) { try write("x", to: folder.path("none/out.jsonl")) }
        #expect(missing?.kind == .unwritable)
        #expect(missing?.path == folder.path("none/out.jsonl"))
        #expect(throws: FileError(kind: .folder, path: folder.path)) { try write("x", to: folder.path) }
    }

    @Test("If the reader closes a pipe, that is an end and not an error")
    func readerLeaves() throws {
        let path = folder.path("pipe")
        #expect(unsafe mkfifo(path, 0o600) == 0)
        let reader = unsafe open(path, O_RDONLY | O_NONBLOCK)
        var file = try ResultsFile(path: path)
        let hadLeft = file.hasReaderLeft
        close(reader)
        try file.write([UInt8](repeating: 120, count: 1 << 20))
        let hasLeft = file.hasReaderLeft
        #expect((hadLeft, hasLeft) == (false, true))
        try file.write([UInt8](repeating: 120, count: 1 << 20))
        try file.finish()
    }

    @Test("Standard output has a name in messages")
    func standardOutput() throws {
        let file = try ResultsFile(path: "-")
        let name = file.name
        try file.finish()
        #expect(name == "standard output")
    }
}
