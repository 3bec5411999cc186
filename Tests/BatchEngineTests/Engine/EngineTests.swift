import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

/// An engine with a fake transport, and the observed results of its run.
private struct EngineRig {
    let engine: Engine
    let transport: FakeTransport
    let end = Watched<Engine.End?>(nil)
    let observed: Watched<[AttemptResult]>

    /// - Parameter answer: the immediate outcome of an attempt; nil if the attempt stays in flight.
    init(
        _ store: any CheckpointStore, concurrency: Int = 4, admission: (@Sendable (StoredJob) -> Result<Admission, StoreError>)? = nil,
        answer: @escaping @Sendable (Attempt) -> Outcome? = { _ in nil }
    ) {
        let clock = SystemClock()
        let observed = Watched<[AttemptResult]>([])
        self.observed = observed
        transport = FakeTransport(clock: clock, answer: answer)
        engine = Engine(
            settings: EngineSettings(
                accounts: [.init(provider: "fake", limits: AccountLimits(concurrency: concurrency))], window: concurrency * 2, seed: 1),
            transport: transport, store: store, clock: clock, admission: admission ?? { .success(Self.twoTurns($0)) },
            observe: { results in observed.update { $0 += results } })
    }

    static func twoTurns(_ stored: StoredJob) -> Admission {
        let turns = (1...2).map { Turn(content: JSONText(string: "turn \($0) of \(stored.id)")) }
        let job = Job(id: stored.id, line: stored.line, turns: turns)
        return Admission(key: stored.key, account: AccountID(0), conversation: Conversation(job: job, rounds: stored.rounds))
    }

    static func lines(_ count: Int) -> [IngestLine] { (1...count).map { .sample("job-\($0)", line: $0) } }

    func run() {
        engine.run { [end] how in end.update { $0 = how } }
    }

    /// The word for the run's ending, after it has ended.
    func ending() async throws -> String {
        try #require(await end.reaches { $0 != nil })
        return switch try #require(end.value) {
        case .success(.completed): "completed"
        case .success(.stopped(.interrupted)): "interrupted"
        case .success(.stopped): "stopped"
        case .failure(.store(let error)): "\(error.kind)"
        case .failure(let error): "\(error)"
        }
    }

    func replyToAll() { transport.finish(transport.underWay.map { ($0.id, Self.reply) }) }

    static let reply = Outcome.replied(Reply(content: "fine"))
}

@Suite("The engine: a fake transport, stores of both kinds")
struct EngineTests {
    @Test("runs all jobs to their end, and reports each result once", arguments: CheckpointStoreConformance.kinds)
    func completes(kind: StoreKind) async throws {
        let opened = try kind.open(EngineRig.lines(30))
        let rig = EngineRig(opened.store, answer: { _ in EngineRig.reply })
        rig.run()
        #expect(try await rig.ending() == "completed")
        let tally = rig.engine.progress.tally
        #expect(tally.counts.completed == 30 && tally.counts.rounds == 60 && tally.counts.attempts == 60 && tally.peakInFlight <= 4)
        #expect(rig.transport.sent.value.count == 60)
        #expect(rig.observed.value.map(\.id.serial).sorted() == Array(1...60))
        #expect(try await opened.reopen().store.allJobs().isEmpty)
    }

    @Test("when stopped, starts nothing more and keeps the results of attempts in flight", arguments: CheckpointStoreConformance.kinds)
    func drains(kind: StoreKind) async throws {
        let opened = try kind.open(EngineRig.lines(10))
        let rig = EngineRig(opened.store)
        rig.run()
        try #require(await rig.transport.sent.reaches { $0.count == 4 })
        rig.engine.stop()
        let progress = rig.engine.progress
        #expect(progress.isDraining && progress.inFlight == 4)
        rig.replyToAll()
        #expect(try await rig.ending() == "interrupted")
        #expect(rig.transport.sent.value.count == 4)
        #expect(try await opened.reopen().store.allJobs().map { $0.rounds.count } == [1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    }

    @Test("when aborted, closes the sockets and keeps paid replies", arguments: CheckpointStoreConformance.kinds)
    func aborts(kind: StoreKind) async throws {
        let opened = try kind.open(EngineRig.lines(10))
        let rig = EngineRig(opened.store)
        rig.run()
        try #require(await rig.transport.sent.reaches { $0.count == 4 })
        let paid = try #require(rig.transport.underWay.first)
        rig.transport.finish([(paid.id, EngineRig.reply)])
        try #require(await rig.observed.reaches { $0.count == 1 })
        rig.engine.abort()
        #expect(try await rig.ending() == "interrupted")
        #expect(rig.transport.underWay.isEmpty)
        #expect(try await opened.reopen().store.allJobs().map { $0.rounds.count }.reduce(0, +) == 1)
    }

    @Test("resumes a run that was stopped", arguments: CheckpointStoreConformance.kinds)
    func resumes(kind: StoreKind) async throws {
        let opened = try kind.open(EngineRig.lines(6))
        let first = EngineRig(opened.store)
        first.run()
        try #require(await first.transport.sent.reaches { $0.count == 4 })
        first.engine.stop()
        first.replyToAll()
        #expect(try await first.ending() == "interrupted")
        let reopened = try opened.reopen()
        let second = EngineRig(reopened.store, answer: { _ in EngineRig.reply })
        second.run()
        #expect(try await second.ending() == "completed")
        #expect(second.transport.sent.value.prefix(4).allSatisfy { $0.request.round == 2 })
        #expect(second.transport.sent.value.count == 8)
        #expect(try await reopened.reopen().store.allJobs().isEmpty)
    }

    @Test("ends with the store's error when a commit fails, and sends nothing more", arguments: 0..<3)
    func commitFails(after commits: Int) async throws {
        let rig = EngineRig(
            FaultyStore(MemoryStore(lines: EngineRig.lines(40)), commits: commits),
            answer: { attempt in
                // One stays in flight, to be cancelled.
                attempt.id.serial == 1 ? nil : EngineRig.reply
            })
        rig.run()
        #expect(try await rig.ending() == "full")
        #expect(rig.transport.underWay.isEmpty)
        let sent = rig.transport.sent.value.count
        rig.engine.stop()
        #expect(rig.engine.progress.tally.counts.attempts == sent)
        #expect(rig.transport.sent.value.count == sent)
    }

    @Test("ends with the store's error when jobs cannot be read, at first or later", arguments: 0..<3)
    func readFails(after reads: Int) async throws {
        let rig = EngineRig(FaultyStore(MemoryStore(lines: EngineRig.lines(40)), reads: reads), answer: { _ in EngineRig.reply })
        rig.run()
        #expect(try await rig.ending() == "full")
        #expect(rig.transport.sent.value.isEmpty == (reads == 0))
    }

    @Test("keeps the replies that are in flight when a job cannot be read, and ends then", arguments: CheckpointStoreConformance.kinds)
    func readFailsMeanwhile(kind: StoreKind) async throws {
        let opened = try kind.open(EngineRig.lines(40))
        let rig = EngineRig(FaultyStore(opened.store, reads: 1))
        rig.run()
        try #require(await rig.transport.sent.reaches { $0.count == 4 })
        // The second read comes when a job has made room.
        while !rig.engine.progress.isDraining {
            rig.transport.finish(rig.transport.underWay.prefix(1).map { ($0.id, EngineRig.reply) })
            try await waitUntil("another request, or the failed read") {
                rig.engine.progress.isDraining || rig.transport.underWay.count == 4
            }
        }
        rig.replyToAll()
        #expect(try await rig.ending() == "full")
        let sent = rig.transport.sent.value.count
        #expect(try await opened.reopen().store.allJobs().map { $0.rounds.count }.reduce(0, +) + completedRounds(rig) == sent)
    }

    /// Rounds of jobs that have ended, which a store gives no more.
    private func completedRounds(_ rig: EngineRig) -> Int { rig.engine.progress.tally.counts.completed * 2 }

    @Test("ends with the error of a stored job that cannot be admitted")
    func admissionFails() async throws {
        let error = StoreError(kind: .damaged, path: "jobs.batchrun.db", detail: "line 5 is none")
        let rig = EngineRig(
            MemoryStore(lines: EngineRig.lines(10)), admission: { $0.line == 5 ? .failure(error) : .success(EngineRig.twoTurns($0)) })
        rig.run()
        #expect(try await rig.ending() == "damaged")
        #expect(rig.transport.sent.value.isEmpty)
    }

    @Test("ends with an error, and sends nothing, if no account serves a job", arguments: CheckpointStoreConformance.kinds)
    func unservedProvider(kind: StoreKind) async throws {
        let rig = EngineRig(
            try kind.open([.sample("a", line: 1), .sample("b", line: 2, provider: "elsewhere")]).store, answer: { _ in EngineRig.reply })
        rig.run()
        #expect(try await rig.ending().contains("name the provider elsewhere"))
        #expect(rig.transport.sent.value.isEmpty)
    }

    @Test("ends with an error if a job is given to an account that the run does not have", arguments: [-1, 1])
    func unknownAccount(index: Int) async throws {
        let rig = EngineRig(
            MemoryStore(lines: EngineRig.lines(2)),
            admission: { stored in
                var admission = EngineRig.twoTurns(stored)
                admission.account = AccountID(index)
                return .success(admission)
            })
        rig.run()
        #expect(try await rig.ending().contains("account \(index)"))
        #expect(rig.transport.sent.value.isEmpty)
    }

    @Test("reports its progress to any thread while it runs")
    func progress() async throws {
        let rig = EngineRig(MemoryStore(lines: EngineRig.lines(200)), answer: { _ in EngineRig.reply })
        rig.run()
        let readings = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    var before = 0
                    while rig.end.value == nil {
                        let progress = rig.engine.progress
                        guard progress.tally.counts.rounds >= before, progress.inFlight <= 4 else { return false }
                        before = progress.tally.counts.rounds
                        await Task.yield()
                    }
                    return true
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(readings == [true, true, true])
        #expect(try await rig.ending() == "completed")
        #expect(rig.engine.progress.tally.counts.completed == 200)
    }

    @Test("obeys a stop that comes before it has begun")
    func earlyStop() async throws {
        let rig = EngineRig(MemoryStore(lines: EngineRig.lines(10)), answer: { _ in EngineRig.reply })
        rig.engine.stop()
        rig.run()
        #expect(try await rig.ending() == "interrupted")
        #expect(rig.transport.sent.value.isEmpty)
    }

    @Test("lives until its run ends, without other references")
    func livesOn() async throws {
        let (transport, end) = try await {
            let rig = EngineRig(MemoryStore(lines: EngineRig.lines(1)))
            rig.run()
            try #require(await rig.transport.sent.reaches { $0.count == 1 })
            return (rig.transport, rig.end)
        }()
        let first = try #require(transport.underWay.first)
        transport.finish([(first.id, EngineRig.reply)])
        try #require(await transport.sent.reaches { $0.count == 2 })
        let second = try #require(transport.underWay.first)
        transport.finish([(second.id, EngineRig.reply)])
        #expect(await end.reaches { $0 != nil })
    }

    @Test("is released with all its objects when its run has ended")
    func deallocates() async throws {
        let isGone = Watched(false)
        let transport: FakeTransport
        do {
            let witness = Witness(isGone)
            let rig = EngineRig(
                MemoryStore(lines: EngineRig.lines(10)), admission: { [witness] in witness.seeing(.success(EngineRig.twoTurns($0))) },
                answer: { _ in EngineRig.reply })
            transport = rig.transport
            rig.run()
            #expect(try await rig.ending() == "completed")
            withExtendedLifetime(rig) { #expect(!isGone.value) }
        }
        // The transport still exists, and so does its receiver of results.
        #expect(await isGone.reaches { $0 })
        #expect(transport.underWay.isEmpty)
    }
}

/// Records when it is released.
private final class Witness: Sendable {
    private let isGone: Watched<Bool>

    init(_ isGone: Watched<Bool>) { self.isGone = isGone }

    deinit { isGone.update { $0 = true } }

    func seeing<Value>(_ value: Value) -> Value { value }
}
