import BatchCore
import Foundation
import TestSupport
import Testing

@testable import BatchEngine

@Suite("A state file")
struct StateFileTests {
    private func kind(_ body: () throws -> Void) -> StoreError.Kind? {
        do {
            try body()
            return nil
        } catch {
            return (error as? StoreError)?.kind
        }
    }

    @Test("is created, closed without other files, and opened again")
    func reopening() throws {
        let folder = try StateFolder()
        try folder.ingest([.sample("a", line: 1)])
        #expect(try folder.names() == ["jobs.batchrun.db"])
        let file = try StateFile(path: folder.path)
        try file.setMeta(.rehearsal, to: true)
        file.close()
        #expect(try folder.names() == ["jobs.batchrun.db"])
        let reader = try StateReader(path: folder.path)
        #expect(try reader.job(id: "a")?.line == 1)
        #expect(try reader.meta(.rehearsal))
    }

    @Test("is closed when it is released")
    func letGo() throws {
        let folder = try StateFolder()
        do { _ = try StateFile(path: folder.path).previousRunLost() }
        #expect(try folder.names() == ["jobs.batchrun.db"])
    }

    @Test("is refused if it is another program's file, which stays unchanged")
    func foreign() throws {
        let folder = try StateFolder()
        for text in ["This is no database.", String(repeating: "No database at all. ", count: 1_000)] {
            try folder.write(text, to: "jobs.batchrun.db")
            #expect(kind { _ = try StateFile(path: folder.path) } == .notAStateFile)
            #expect(kind { _ = try StateReader(path: folder.path) } == .notAStateFile)
            #expect(try String(contentsOfFile: folder.path, encoding: .utf8) == text)
            #expect(try folder.names() == ["jobs.batchrun.db"])
        }
    }

    @Test("is refused if it is another program's database", arguments: ["", "PRAGMA application_id = 7;", "PRAGMA user_version = 1;"])
    func foreignDatabase(mark: String) throws {
        let folder = try StateFolder()
        do {
            let connection = try SQLiteConnection(path: folder.path, access: .create)
            try connection.execute("CREATE TABLE notes (text); \(mark)")
        }
        let before = try Data(contentsOf: URL(filePath: folder.path))
        #expect(kind { _ = try StateFile(path: folder.path) } == .notAStateFile)
        #expect(kind { _ = try StateReader(path: folder.path) } == .notAStateFile)
        #expect(try Data(contentsOf: URL(filePath: folder.path)) == before)
    }

    @Test("is refused if a newer batchrun wrote it, or an older one", arguments: [9, 1])
    func otherVersion(version: Int) throws {
        let folder = try StateFolder()
        try folder.ingest([])
        do {
            let connection = try SQLiteConnection(path: folder.path, access: .create)
            try connection.execute("PRAGMA user_version = \(version)")
        }
        let expected: StoreError.Kind = version > StateSchema.version ? .newerVersion(version) : .olderVersion(version)
        #expect(kind { _ = try StateFile(path: folder.path) } == expected)
        #expect(kind { _ = try StateReader(path: folder.path) } == expected)
    }

    @Test("is created in an empty file, which an interrupted creation leaves")
    func blank() throws {
        let folder = try StateFolder()
        try folder.write("", to: "jobs.batchrun.db")
        #expect(kind { _ = try StateReader(path: folder.path) } == .notAStateFile)
        try folder.ingest([.sample("a", line: 1)])
        #expect(try StateReader(path: folder.path).summary().counts.jobs == 1)
    }

    @Test("is reported as damaged if its pages are")
    func damaged() throws {
        let folder = try StateFolder()
        try folder.ingest((1...200).map { .sample("job-\($0)", line: $0) })
        var bytes = try Data(contentsOf: URL(filePath: folder.path))
        for offset in 4_096..<bytes.count { bytes[offset] = 0xA5 }
        try bytes.write(to: URL(filePath: folder.path))
        #expect(kind { _ = try StateReader(path: folder.path).summary() } == .damaged)
    }

    @Test("cannot be created in a missing folder, nor read if it is missing")
    func missing() throws {
        let folder = try StateFolder()
        #expect(kind { _ = try StateFile(path: folder.path + "/none/jobs.batchrun.db") } == .unwritable)
        #expect(kind { _ = try StateFile(path: folder.folder) } == .unwritable)
        #expect(kind { _ = try StateReader(path: folder.path) } == .missing)
        #expect(try folder.names() == [])
    }

    @Test("is moved aside with all its content, but not while another process reads it")
    func settingAside() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        try file.ingest([.sample("a", line: 1)])
        let reader = try StateReader(path: folder.path)
        try reader.forEachJob { _ in
            try file.ingest([.sample("a", line: 1), .sample("b", line: 2)])
            file.close()
            #expect(kind { _ = try StateFile.setAside(folder.path, at: .epoch) } == .locked(pid: nil))
        }
        #expect(try reader.summary().counts.jobs == 2)
        let aside = try StateFile.setAside(folder.path, at: .epoch)
        #expect(aside.hasSuffix("/jobs.batchrun.db.1970-01-01T000000"))
        #expect(try StateReader(path: aside).summary().counts.jobs == 2)
        #expect(kind { _ = try StateReader(path: folder.path) } == .missing)
    }

    @Test("is deleted with all files that belong to it")
    func discarding() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        try file.ingest([.sample("a", line: 1)])
        file.discard()
        #expect(try folder.names() == [])
    }

    @Test("records whether the previous run ended, and how much it may have lost")
    func runs() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        #expect(try file.previousRunLost() == nil)
        let settings = RunSettings(provider: "deepseek", model: "deepseek-chat", streams: true)
        let first = try file.beginRun(at: Instant(unixMilliseconds: 1_000), concurrency: 64, version: "1.0", settings: settings)
        file.close()
        let next = try StateFile(path: folder.path)
        #expect(try next.previousRunLost() == 64)
        let second = try next.beginRun(at: Instant(unixMilliseconds: 2_000), concurrency: 8, version: "1.1", settings: RunSettings())
        try next.endRun(second, at: Instant(unixMilliseconds: 3_000), ending: "completed")
        #expect(try next.previousRunLost() == nil)
        next.close()
        let runs = try StateReader(path: folder.path).runs()
        #expect(runs.map(\.number) == [first, second])
        #expect(runs.map(\.concurrency) == [64, 8])
        #expect(runs.map(\.ending) == [nil, "completed"])
        #expect(runs.map { $0.endedAt?.unixMilliseconds } == [nil, 3_000])
        #expect(runs.map(\.startedAt.unixMilliseconds) == [1_000, 2_000])
        #expect(runs.map(\.pid) == [getpid(), getpid()])
        #expect(runs.map(\.version) == ["1.0", "1.1"])
        #expect(runs.map(\.settings) == [settings, RunSettings()])
    }

    @Test("is damaged if the settings of a run are not valid JSON")
    func damagedSettings() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        _ = try file.beginRun(at: .epoch, concurrency: 1, version: "1.0", settings: RunSettings())
        try file.withDatabase { (database) throws(SQLiteError) in try database.connection.execute("UPDATE runs SET settings = '{'") }
        let error = #expect(throws: StoreError.self) { try file.reader().runs() }
        #expect(error?.kind == .damaged)
        #expect(error?.detail == "table runs, run 1, column settings: not valid JSON")
        file.close()
    }

    @Test("makes failed jobs unfinished again")
    func retrying() async throws {
        let folder = try StateFolder()
        try folder.ingest((1...3).map { .sample("job-\($0)", line: $0) })
        do {
            let file = try StateFile(path: folder.path)
            let store = try SQLiteStore(file)
            try await store.committed([.sample(1, round: 1), .failed(1, round: 2), .failed(2, round: 1)]).get()
            file.close()
        }
        let file = try StateFile(path: folder.path)
        #expect(try file.retryFailed(at: .epoch) == 2)
        #expect(try file.retryFailed(at: .epoch) == 0)
        let store = try SQLiteStore(file)
        let jobs = try await store.allJobs()
        #expect(jobs.map(\.line) == [1, 2, 3])
        #expect(jobs.allSatisfy { $0.failure == nil })
        try await store.committed([.failed(2, round: 1)]).get()
        #expect(try StateReader(path: folder.path).job(id: "job-2")?.failure?.round == 1)
        file.close()
    }
}
