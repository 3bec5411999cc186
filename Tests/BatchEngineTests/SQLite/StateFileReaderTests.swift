import BatchCore
import Foundation
import TestSupport
import Testing

@testable import BatchEngine

@Suite("A state file's own readers")
struct StateFileReaderTests {
    private func refusal(of file: StateFile) -> StoreError.Kind? {
        do {
            _ = try file.reader()
            return nil
        } catch {
            return error.kind
        }
    }

    @Test("read while it is written, each on a separate thread")
    func threads() async throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        try file.ingest((1...40).map { .sample("job-\($0)", line: $0) })
        let store = try SQLiteStore(file)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for job in 1...40 {
                group.addTask { try await store.committed([.sample(Int64(job), round: 1)]).get() }
                group.addTask {
                    let summary = try file.reader().summary()
                    #expect(summary.counts.jobs == 40 && summary.counts.rounds <= 40)
                }
            }
            try await group.waitForAll()
        }
        #expect(try file.reader().summary().counts.rounds == 40)
        file.close()
    }

    @Test("read no other file: one that was moved, replaced or deleted is an error")
    func moved() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        try file.ingest([.sample("a", line: 1)])
        let aside = folder.folder + "/aside.db"
        try FileManager.default.moveItem(atPath: folder.path, toPath: aside)
        #expect(refusal(of: file) == .moved)
        for text in ["", "no database"] {
            try folder.write(text, to: "jobs.batchrun.db")
            #expect(refusal(of: file) == .moved)
        }
        try FileManager.default.removeItem(atPath: folder.path)
        try FileManager.default.moveItem(atPath: aside, toPath: folder.path)
        #expect(try file.reader().summary().counts.jobs == 1)
        file.close()
    }

    @Test("find it through a link, and after the process has changed its folder or the link")
    func link() throws {
        let folder = try StateFolder()
        try folder.ingest([.sample("a", line: 1)])
        let link = folder.folder + "/link.db"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "jobs.batchrun.db")
        let file = try StateFile(path: link)
        try FileManager.default.removeItem(atPath: link)
        #expect(try file.reader().summary().counts.jobs == 1)
        #expect(try file.reader().path == link)
        file.close()
    }

    @Test("keep another file at its path when it is discarded")
    func discarding() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        try FileManager.default.removeItem(atPath: folder.path)
        try folder.write("another's", to: "jobs.batchrun.db")
        file.discard()
        #expect(try String(contentsOfFile: folder.path, encoding: .utf8) == "another's")
    }
}
