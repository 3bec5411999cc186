import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

@Suite("The SQLite store")
struct SQLiteStoreTests {
    @Test("finds the jobs behind tens of thousands of finished ones")
    func manyFinished() async throws {
        let folder = try StateFolder()
        try folder.ingest([])
        let file = try StateFile(path: folder.path)
        try file.withDatabase { (database) throws(SQLiteError) in
            try database.connection.execute(
                """
                INSERT INTO jobs (line, id, priority, provider, turns, added_at, text)
                WITH RECURSIVE line (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM line WHERE n < 70000)
                SELECT n, 'job-' || n, n % 2, '', 1, 0, '{}' FROM line;
                INSERT INTO rounds (job, round, turn, standing, ends, provider, created_at, latency_ms, attempts)
                SELECT job, 1, 1, 'answer', 1, 'simulated', 0, 0, 1 FROM jobs WHERE line NOT IN (40001, 69000);
                """)
        }
        let store = try SQLiteStore(file)
        #expect(try await store.allJobs(by: 2).map(\.line) == [40_001, 69_000])
        file.close()
    }

    @Test("commits after a read that failed, for the replies of other jobs are paid for")
    func damagedJob() async throws {
        let folder = try StateFolder()
        try folder.ingest((1...2).map { .sample("job-\($0)", line: $0) })
        let file = try StateFile(path: folder.path)
        let store = try SQLiteStore(file)
        try await store.committed([.sample(1, round: 1), .sample(2, round: 1)]).get()
        try file.withDatabase { (database) throws(SQLiteError) in
            try database.connection.execute("UPDATE rounds SET usage = '{' WHERE job = 1")
        }
        await #expect(throws: StoreError.self) { try await store.allJobs() }
        try await store.committed([.sample(2, round: 2)]).get()
        #expect(try StateReader(path: folder.path).summary().counts.rounds == 3)
        file.close()
    }

    @Test("returns large jobs a few at a time, each once and in order")
    func largeJobs() async throws {
        let folder = try StateFolder()
        let text = [UInt8](repeating: 0x20, count: 9 << 20)[...]
        try folder.ingest((1...5).map { IngestLine(id: "job-\($0)", line: $0, text: text, turns: 1) })
        let file = try StateFile(path: folder.path)
        let store = try SQLiteStore(file)
        let first = try await store.jobs(10)
        #expect(first.map(\.line) == [1, 2])
        let rest = try await store.allJobs(by: 10)
        #expect(rest.map(\.line) == [3, 4, 5])
        file.close()
    }

    @Test("finds jobs by the order index alone, without sorting")
    func queryPlan() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        let plan = try file.withDatabase { (database) throws(SQLiteError) in
            let explain = try database.connection.prepare("EXPLAIN QUERY PLAN " + JobCursor.selectCandidates(ofProviders: 2))
            for name in ["", "deepseek"] { explain.bind(name) }
            for number in [0, 1, 1, 10] { explain.bind(number) }
            var steps: [String] = []
            while try explain.step() {
                for _ in 0..<3 { _ = explain.integer() }
                steps.append(explain.text())
            }
            return steps
        }
        #expect(plan.first == "SEARCH jobs USING COVERING INDEX jobs_order (replaced_at=? AND priority=? AND line>?)")
        // The right part is the jobs of one line, usually one.
        #expect(!plan.contains { $0.contains("TEMP B-TREE FOR ORDER BY") || $0.hasPrefix("SCAN") })
        file.close()
    }

    @Test("returns each job once if several have the same line, as after a line was removed from the file")
    func sameLine() async throws {
        let folder = try StateFolder()
        try folder.ingest([.sample("a", line: 1), .sample("b", line: 1), .sample("c", line: 2), .sample("d", line: 1)])
        let file = try StateFile(path: folder.path)
        #expect(try await SQLiteStore(file).allJobs(by: 1).map(\.id) == ["a", "b", "d", "c"])
        file.close()
    }

    @Test("rounds times toward zero to milliseconds")
    func rounding() async throws {
        let folder = try StateFolder()
        try folder.ingest([.sample("a", line: 1)])
        let file = try StateFile(path: folder.path)
        let store = try SQLiteStore(file)
        var round = Round.sample(1)
        round.latency = .nanoseconds(1_999_999)
        round.createdAt = Instant(nanoseconds: 5_999_999)
        try await store.committed([.round(JobKey(1), round, .sample())]).get()
        let read = try StateReader(path: folder.path).job(id: "a")?.rounds.first
        #expect(read?.latency == .milliseconds(1))
        #expect(read?.createdAt == Instant(unixMilliseconds: 5))
        file.close()
    }

    @Test("does not use the file after a failure, so that it may be closed")
    func nothingAfterFailure() async throws {
        let folder = try StateFolder()
        try folder.ingest([.sample("a", line: 1)])
        let file = try StateFile(path: folder.path)
        let store = try SQLiteStore(file)
        let refused = await store.committed([.sample(1, round: 1), .sample(1, round: 1)])
        file.close()
        await #expect(throws: StoreError.self) { try await store.jobs(1) }
        await #expect(throws: StoreError.self) { try await store.committed([.sample(1, round: 1)]).get() }
        #expect(throws: StoreError.self) { try refused.get() }
    }

    @Test("can be called from many threads at once")
    func manyThreads() async throws {
        let folder = try StateFolder()
        try folder.ingest((1...40).map { .sample("job-\($0)", line: $0) })
        let file = try StateFile(path: folder.path)
        let store = try SQLiteStore(file)
        let given = try await withThrowingTaskGroup(of: [Int].self) { group in
            for job in 1...40 {
                group.addTask {
                    try await store.committed([.sample(Int64(job), round: 1)]).get()
                    return try await store.jobs(1).map(\.line)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(given).count == given.count)
        #expect(try StateReader(path: folder.path).summary().counts.rounds == 40)
        file.close()
    }
}
