import Foundation
import Synchronization
import Testing

import BatchCore
@testable import BatchEngine

@Suite("The lease of a state file")
struct LeaseTests {
    private func holder(of path: String) -> StoreError.Kind? {
        do {
            _ = try Lease(of: path)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test("has one owner at a time, whose pid is reported, and is free after a close")
    func one() throws {
        let folder = try StateFolder()
        let first = try StateFile(path: folder.path)
        #expect(throws: StoreError(kind: .locked(pid: getpid()), path: folder.path, detail: "\(folder.path).lock is locked")) {
            try StateFile(path: folder.path)
        }
        first.close()
        try StateFile(path: folder.path).close()
        #expect(try folder.names() == ["jobs.batchrun.db"])
    }

    @Test("is the same for all names of a file")
    func symbolicLink() throws {
        let folder = try StateFolder()
        let link = folder.folder + "/link.db"
        let first = try StateFile(path: folder.path)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "jobs.batchrun.db")
        #expect { try StateFile(path: link) } throws: { error in
            (error as? StoreError).map { $0.kind == .locked(pid: getpid()) && $0.path == link } ?? false
        }
        first.close()
    }

    @Test("can be taken if a killed process left its file, with any content")
    func leftBehind() throws {
        let folder = try StateFolder()
        try folder.write("12345\n67890 and more", to: "jobs.batchrun.db.lock")
        let lease = try Lease(of: folder.path)
        #expect(try String(contentsOfFile: folder.path + ".lock", encoding: .utf8) == "\(getpid())\n")
        _ = consume lease
        #expect(try folder.names() == [])
    }

    @Test("does not remove another owner's file after its own was removed by hand")
    func removedByHand() throws {
        let folder = try StateFolder()
        let first = try Lease(of: folder.path)
        try FileManager.default.removeItem(atPath: folder.path + ".lock")
        let second = try Lease(of: folder.path)
        _ = consume first
        #expect(holder(of: folder.path) == .locked(pid: getpid()))
        _ = consume second
        #expect(holder(of: folder.path) == nil)
    }

    @Test("is taken by one of many threads that try at once")
    func race() throws {
        let folder = try StateFolder()
        let holders = Atomic(0)
        let acquired = Atomic(0)
        let intruders = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<300 {
                guard let lease = try? Lease(of: folder.path) else { continue }
                if holders.add(1, ordering: .sequentiallyConsistent).newValue != 1 { intruders.add(1, ordering: .relaxed) }
                acquired.add(1, ordering: .relaxed)
                holders.subtract(1, ordering: .sequentiallyConsistent)
                _ = consume lease
            }
        }
        #expect(intruders.load(ordering: .relaxed) == 0)
        #expect(acquired.load(ordering: .relaxed) > 0)
        #expect(try folder.names() == [])
    }

    @Test("is kept by another process until that is killed", .enabled(if: python != nil, "python3 is not installed"))
    func otherProcess() throws {
        let folder = try StateFolder()
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.python))
        process.arguments = [
            "-c",
            """
            import fcntl, os, sys
            file = open(sys.argv[1], "w")
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(f"{os.getpid()}\\n"); file.flush()
            print("locked", flush=True)
            sys.stdin.read()
            """, folder.path + ".lock",
        ]
        let (output, input) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardInput = input
        try process.run()
        #expect(!output.fileHandleForReading.availableData.isEmpty, "the process says that it has the lock")
        #expect(holder(of: folder.path) == .locked(pid: process.processIdentifier))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(holder(of: folder.path) == nil)
    }

    private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first { FileManager.default.isExecutableFile(atPath: $0) }
}
