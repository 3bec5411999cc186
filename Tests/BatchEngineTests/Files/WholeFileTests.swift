import BatchCore
@testable import BatchEngine
import Foundation
import Testing

@Suite("Small files")
struct WholeFileTests {
    @Test("are read whole, with any content", arguments: [0, 1, 65_536, 200_001])
    func reading(count: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let path = folder.path("small")
        try Data(bytes).write(to: URL(filePath: path))
        #expect(try WholeFile.read(path) == bytes)
    }

    @Test("are refused if they are missing or too long")
    func refusing() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("small")
        #expect(throws: FileError(kind: .missing, path: path)) { try WholeFile.read(path) }
        try Data(count: 11).write(to: URL(filePath: path))
        #expect(throws: FileError(kind: .unreadable, path: path, detail: "it has more than 10 bytes")) {
            try WholeFile.read(path, limit: 10)
        }
        #expect(throws: FileError.self) { try WholeFile.read(folder.path("")) }
    }
}
