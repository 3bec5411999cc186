import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

@Suite("An ingest of lines")
struct IngestTests {
    /// A state file of three jobs: one with a round, one that failed before its first, one untouched.
    private func begun() async throws -> StateFolder {
        let folder = try StateFolder()
        try folder.ingest([.sample("paid", line: 1), .sample("failed", line: 2), .sample("fresh", line: 3)])
        let file = try StateFile(path: folder.path)
        let store = try SQLiteStore(file)
        let refused = AttemptRecord.sample(failure: Failure(code: "bad_request", message: "Refused."))
        try await store.committed([.sample(1, round: 1), .attempt(JobKey(2), round: 1, refused), .failed(2, round: 1)]).get()
        file.close()
        return folder
    }

    @Test("distinguishes new lines from known ones, also within one session")
    func known() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        let lines = (1...3).map { IngestLine.sample("job-\($0)", line: $0) }
        #expect(try file.ingest(lines) == [.new, .new, .new])
        #expect(try file.ingest(lines) == [.unchanged, .unchanged, .unchanged])
        #expect(try file.ingest(lines + [.sample("job-4", line: 4)]) == [.unchanged, .unchanged, .unchanged, .new])
        file.close()
    }

    @Test("keeps a line byte for byte, also an empty one and one that is not UTF-8")
    func bytes() throws {
        let folder = try StateFolder()
        let texts: [[UInt8]] = [[], [0], [0xFF, 0xFE], Array("{\"id\":\"é\u{0}\"}\r".utf8), [UInt8](repeating: 0x20, count: 100_000)]
        let lines = texts.enumerated().map { IngestLine(id: "\($0)\0", line: $0, text: $1[...], turns: 1) }
        let file = try StateFile(path: folder.path)
        #expect(try file.ingest(lines) == Array(repeating: .new, count: texts.count))
        #expect(try file.ingest(lines) == Array(repeating: .unchanged, count: texts.count))
        for (index, line) in lines.enumerated() {
            let job = try StateReader(path: folder.path).job(id: line.id)
            #expect(job?.text == texts[index])
            #expect(job?.id.utf8.count == line.id.utf8.count)
        }
        file.close()
    }

    @Test("changes a line in place if no attempt was made at it")
    func inPlace() async throws {
        let folder = try await begun()
        let file = try StateFile(path: folder.path)
        let changed = IngestLine.sample("fresh", line: 9, priority: 4, turns: 3, says: "How?")
        #expect(try file.ingest([changed]) == [.updated])
        let job = try StateReader(path: folder.path).job(id: "fresh")
        #expect(job?.key == JobKey(3))
        #expect(job?.line == 9)
        #expect(job?.text == Array(changed.text))
        #expect(try await SQLiteStore(file).jobs(3).map(\.id) == ["paid", "fresh"])
        file.close()
    }

    @Test("updates the line number of a job, also if it has rounds")
    func moved() async throws {
        let folder = try await begun()
        let file = try StateFile(path: folder.path)
        #expect(try file.ingest([.sample("fresh", line: 1), .sample("paid", line: 3)]) == [.updated, .updated])
        let reader = try StateReader(path: folder.path)
        #expect(try reader.job(id: "paid")?.line == 3)
        #expect(try reader.job(id: "paid")?.rounds.count == 1)
        #expect(try reader.summary().counts.jobs == 3)
        file.close()
    }

    @Test("restarts a changed line that failed before its first round")
    func changedAfterFailure() async throws {
        let folder = try await begun()
        let file = try StateFile(path: folder.path)
        #expect(try file.ingest([.sample("failed", line: 2, says: "Better?")]) == [.updated])
        let reader = try StateReader(path: folder.path)
        let job = try #require(try reader.job(id: "failed"))
        #expect(job.key == JobKey(4))
        #expect(job.failure == nil)
        #expect(try reader.attempts(of: job.key).isEmpty)
        #expect(try reader.attempts(of: JobKey(2)).count == 1)
        let summary = try reader.summary()
        #expect((summary.counts.jobs, summary.counts.failed, summary.counts.pending, summary.pendingWithRounds) == (3, 0, 3, 1))
        file.close()
    }

    @Test("keeps a changed line that has rounds, and restarts it on request")
    func changedWithRounds() async throws {
        let folder = try await begun()
        let file = try StateFile(path: folder.path)
        let changed = IngestLine.sample("paid", line: 7, says: "What else?")
        #expect(try file.ingest([changed]) == [.changed(previousLine: 1, rounds: 1)])
        let reader = try StateReader(path: folder.path)
        #expect(try reader.job(id: "paid")?.line == 1)

        let session = try file.beginIngest(at: Instant(unixMilliseconds: 5))
        #expect(try session.add(changed) == .changed(previousLine: 1, rounds: 1))
        try session.replace(changed)
        #expect(try session.add(.sample("failed", line: 2)) == .unchanged)
        #expect(try session.countAbsent() == 1)
        try session.commit()

        let job = try #require(try reader.job(id: "paid"))
        #expect((job.key, job.line, job.rounds.count) == (JobKey(4), 7, 0))
        let summary = try reader.summary()
        #expect((summary.counts.jobs, summary.counts.rounds, summary.pendingWithRounds, summary.counts.promptTokens) == (3, 1, 0, 10))
        #expect(try await SQLiteStore(file).allJobs().map(\.id) == ["fresh", "paid"])
        file.close()
    }

    @Test("counts the jobs that are not in the file any more")
    func absent() throws {
        let folder = try StateFolder()
        try folder.ingest((1...5).map { .sample("job-\($0)", line: $0) })
        let file = try StateFile(path: folder.path)
        let session = try file.beginIngest(at: .epoch)
        for line in [2, 4, 6] { _ = try session.add(.sample("job-\(line)", line: line)) }
        #expect(try session.countAbsent() == 3)
        _ = consume session
        #expect(try StateReader(path: folder.path).summary().counts.jobs == 5)
        file.close()
    }

    @Test("stores nothing if it is released, and can be started again")
    func rollBack() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        do {
            let session = try file.beginIngest(at: .epoch)
            #expect(try session.add(.sample("a", line: 1)) == .new)
        }
        #expect(try file.ingest([.sample("a", line: 1)]) == [.new])
        file.close()
    }

    @Test("refuses an id that is twice in a new file")
    func twice() throws {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        #expect { try file.ingest([.sample("a", line: 1), .sample("a", line: 2)]) } throws: { error in
            (error as? StoreError).map { $0.kind == .other && $0.detail.contains("jobs.id") } ?? false
        }
        #expect(try file.ingest([.sample("a", line: 1)]) == [.new])
        file.close()
    }
}
