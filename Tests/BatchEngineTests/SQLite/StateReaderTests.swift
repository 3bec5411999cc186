import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

@Suite("Reading a state file")
struct StateReaderTests {
    private struct Stop: Error {}

    /// A state of five jobs: completed, failed with a round, failed without, begun, untouched.
    private func state() async throws -> (StateFolder, StateFile, SQLiteStore) {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        try file.ingest((1...5).map { .sample("job-\($0)", line: 6 - $0, priority: $0) })
        let store = try SQLiteStore(file)
        let busy = Failure(code: "busy", message: "Busy.", httpStatus: 503, usage: Usage(prompt: 7, completion: 1))
        var busyOnce = AttemptRecord.sample(failure: busy)
        busyOnce.cost = Dollars(picodollars: 70)
        let limited = Failure(code: "rate_limited", message: "Too many.", httpStatus: 429, requestID: "req_1")
        var throttled = AttemptRecord.sample(failure: limited)
        throttled.outcome = "throttled"
        let costs = [
            Cost(total: Dollars(picodollars: 3_618_000)), Cost(total: Dollars(picodollars: 1), savedByCache: Dollars(picodollars: 9)),
        ]
        try await store.committed([
            .attempt(JobKey(1), round: 1, busyOnce), .attempt(JobKey(1), round: 1, throttled),
            .round(JobKey(1), .sample(1, cost: costs[0]), .sample(2)), .sample(1, round: 2, ends: true), .sample(2, round: 1),
            .failed(2, round: 2), .failed(3, round: 1, code: "bad_request"),
            .round(JobKey(4), .sample(1, cost: costs[1]), .sample()),
        ]).get()
        return (folder, file, store)
    }

    @Test("returns the unfinished jobs in the order of the job file")
    func pending() async throws {
        let (folder, file, _) = try await state()
        func ids() throws -> [String] {
            var ids: [String] = []
            try StateReader(path: folder.path).forEachPendingJob { ids.append($0.id) }
            return ids
        }
        #expect(try ids() == ["job-5", "job-4"])
        _ = try file.retryFailed(at: .epoch)
        #expect(try ids() == ["job-5", "job-4", "job-3", "job-2"])
    }

    @Test("counts while another connection has the file open for writing")
    func summary() async throws {
        let (folder, file, _) = try await state()
        var expected = StateSummary()
        (expected.counts.jobs, expected.counts.completed, expected.counts.failed) = (5, 1, 2)
        expected.pendingWithRounds = 1
        (expected.counts.turns, expected.counts.answeredTurns) = (10, 4)
        (expected.counts.rounds, expected.counts.promptTokens, expected.counts.completionTokens) = (4, 40, 20)
        (expected.counts.cachedTokens, expected.counts.reasoningTokens) = (16, 8)
        expected.attempts = ["replied": 4, "transient": 1, "throttled": 1]
        (expected.counts.attempts, expected.counts.throttled, expected.counts.wastedTokens) = (6, 1, 8)
        (expected.counts.cost, expected.counts.roundsWithoutCost) = (Dollars(picodollars: 3_618_001), 2)
        (expected.counts.savedByCache, expected.counts.wastedCost) = (Dollars(picodollars: 9), Dollars(picodollars: 70))
        #expect(try StateReader(path: folder.path).summary() == expected)
        file.close()
        #expect(try StateReader(path: folder.path).summary() == expected)
    }

    @Test("counts zero in an empty file")
    func nothing() throws {
        let folder = try StateFolder()
        try folder.ingest([])
        let reader = try StateReader(path: folder.path)
        #expect(try reader.summary() == StateSummary())
        #expect(try reader.runs().isEmpty)
        #expect(try reader.failuresByCode().isEmpty)
        #expect(try reader.ids(near: "a").isEmpty)
    }

    @Test("returns all jobs in the order of lines, with their rounds and failures")
    func all() async throws {
        let (folder, file, _) = try await state()
        var jobs: [StoredJob] = []
        try StateReader(path: folder.path).forEachJob { jobs.append($0) }
        #expect(jobs.map(\.line) == [1, 2, 3, 4, 5])
        #expect(jobs.map(\.id) == ["job-5", "job-4", "job-3", "job-2", "job-1"])
        #expect(jobs.map { $0.rounds.map(\.number) } == [[], [1], [], [1], [1, 2]])
        #expect(jobs.map { $0.failure?.failure.code } == [nil, nil, "bad_request", "content_filter", nil])
        let failure = try #require(jobs[3].failure)
        #expect((failure.round, failure.attempts, failure.failure.httpStatus) == (2, 1, 400))
        #expect(failure.failure.message == "The content was refused.")
        #expect(failure.failedAt == Instant(unixMilliseconds: 1_795_000_001_000))
        file.close()
    }

    @Test(
        "reports a damaged file if a JSON column is not valid JSON",
        arguments: [
            ("usage", #"{"prompt_tokens":"#), ("tool_calls", "[1] 2"), ("tool_calls", "{}"), ("reasoning_items", "nul"),
            ("reasoning_items", #"{"text":1}"#),
        ])
    func damagedJSON(column: String, text: String) async throws {
        let (folder, file, _) = try await state()
        let connection = try SQLiteConnection(path: folder.path, access: .create)
        try connection.execute("UPDATE rounds SET \(column) = '\(text)' WHERE job = 1 AND round = 2")
        let reader = try StateReader(path: folder.path)
        do {
            try reader.forEachJob { _ in }
            Issue.record("the damage was not found")
        } catch {
            #expect((error as? StoreError)?.kind == .damaged)
        }
        file.close()
    }

    @Test("is refused as damaged if a round is missing between others")
    func missingRound() async throws {
        let (folder, file, _) = try await state()
        try SQLiteConnection(path: folder.path, access: .create).execute("DELETE FROM rounds WHERE job = 1 AND round = 1")
        #expect(performing: { try StateReader(path: folder.path).forEachJob { _ in } }, throws: { ($0 as? StoreError)?.kind == .damaged })
        file.close()
    }

    @Test("stops if the caller throws, and can be called again")
    func stops() async throws {
        let (folder, file, _) = try await state()
        let reader = try StateReader(path: folder.path)
        var count = 0
        #expect(throws: Stop.self) {
            try reader.forEachJob { _ in
                count += 1
                if count == 2 { throw Stop() }
            }
        }
        #expect(count == 2)
        #expect(try reader.summary().counts.jobs == 5)
        file.close()
    }

    @Test("sees one state during a call, and the next state in the next call")
    func snapshot() async throws {
        let (folder, file, store) = try await state()
        let reader = try StateReader(path: folder.path)
        var rounds = 0
        var isFirst = true
        let between = AsyncStream.makeStream(of: Void.self)
        try reader.forEachJob { job in
            if isFirst { store.commit([.sample(5, round: 1), .sample(4, round: 2, ends: true)]) { _ in between.continuation.finish() } }
            isFirst = false
            rounds += job.rounds.count
        }
        for await _ in between.stream {}
        #expect(rounds == 4)
        #expect(try reader.summary().counts.rounds == 6)
        #expect(try reader.job(id: "job-5")?.rounds.count == 1)
        file.close()
    }

    @Test("returns the attempts at a job as they were written")
    func attempts() async throws {
        let (folder, file, _) = try await state()
        let attempts = try StateReader(path: folder.path).attempts(of: JobKey(1))
        #expect(attempts.map(\.round) == [1, 1, 1, 2])
        #expect(attempts.map(\.attempt.number) == [1, 1, 2, 1])
        #expect(attempts.map(\.attempt.outcome) == ["transient", "throttled", "replied", "replied"])
        #expect(attempts.map { $0.attempt.failure?.code } == ["busy", "rate_limited", nil, nil])
        #expect(attempts.map { $0.attempt.failure?.httpStatus } == [503, 429, nil, nil])
        #expect(attempts.map { $0.attempt.wait } == [.milliseconds(1_500), .milliseconds(1_500), nil, nil])
        #expect(attempts.map { $0.usage?.prompt } == [7, nil, 10, 10])
        let first = try #require(attempts.first?.attempt)
        #expect(first.failure?.message == "Busy.")
        #expect(first.failure?.usage == Usage(prompt: 7, completion: 1))
        #expect(first.provider == "simulated")
        #expect(first.startedAt == Instant(unixMilliseconds: 1_795_000_000_000))
        #expect(first.latency == .milliseconds(100))
        #expect(first.firstToken == .milliseconds(30))
        file.close()
    }

    @Test("counts failures by their code")
    func failures() async throws {
        let (folder, file, store) = try await state()
        try await store.committed([.failed(5, round: 1, code: "bad_request")]).get()
        let counts = try StateReader(path: folder.path).failuresByCode()
        #expect(counts.map(\.code) == ["bad_request", "content_filter"])
        #expect(counts.map(\.count) == [2, 1])
        #expect(counts.first?.example == "The content was refused.")
        file.close()
    }

    @Test("finds a job by its id, and ids similar to a misspelled one")
    func ids() throws {
        let folder = try StateFolder()
        try folder.ingest((1...2_000).map { .sample("question-\($0)", line: $0) } + [.sample("zebra", line: 2_001)])
        let reader = try StateReader(path: folder.path)
        #expect(try reader.job(id: "question-77")?.line == 77)
        #expect(try reader.job(id: "qestion-77") == nil)
        #expect(try reader.ids(near: "qestion-77").first == "question-77")
        #expect(try reader.ids(near: "Question-1900", count: 1) == ["question-1900"])
        #expect(try reader.ids(near: "zebar") == ["zebra"])
        #expect(try reader.ids(near: "nothing like it").isEmpty)
    }
}
