import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

@Suite("The engine with tools: a fake runner, stores of both kinds")
struct EngineToolTests {
    /// An engine with a fake transport and a fake tool runner; its jobs have one turn, and the first reply calls `f` and `g`.
    private struct Rig {
        let engine: Engine
        let transport: FakeTransport
        let runner: FakeToolRunner
        let end = Watched<Engine.End?>(nil)

        init(_ store: any CheckpointStore, answer: @escaping @Sendable (ToolRun) -> Result<String, Failure>? = { _ in nil }) {
            let clock = SystemClock()
            transport = FakeTransport(clock: clock) { attempt in
                .replied(attempt.request.round == 1 ? Reply.calls([("f", "{}"), ("g", "{}")]) : Reply(content: "fine"))
            }
            runner = FakeToolRunner(clock: clock, concurrency: 4, answer: answer)
            var settings = EngineSettings(accounts: [.init(provider: "fake", limits: AccountLimits(concurrency: 8))], seed: 1)
            settings.toolConcurrency = 4
            engine = Engine(
                settings: settings, transport: transport, toolRunner: runner, store: store, clock: clock,
                admission: { .success(Self.admission(of: $0)) })
        }

        private static func admission(of stored: StoredJob) -> Admission {
            let tools = #"[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}]"#
            let job = Job(
                id: stored.id, line: stored.line, turns: [Turn(content: JSONText(string: "a"))],
                parameters: Parameters([.init(name: "tools", value: JSONText(tools))]))
            var rules = ConversationRules()
            rules.hasToolCommand = true
            return Admission(
                key: stored.key, account: AccountID(0),
                conversation: Conversation(job: job, rounds: stored.rounds, toolAnswers: stored.toolAnswers, rules: rules))
        }

        func run() { engine.run { [end] how in end.update { $0 = how } } }

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
    }

    private static func lines(_ count: Int) -> [IngestLine] { (1...count).map { .sample("job-\($0)", line: $0) } }

    @Test("answers all calls and ends all jobs", arguments: CheckpointStoreConformance.kinds)
    func completes(kind: StoreKind) async throws {
        let opened = try kind.open(Self.lines(20))
        let rig = Rig(opened.store) { .success("answer \($0.id.call)") }
        rig.run()
        #expect(try await rig.ending() == "completed")
        let counts = rig.engine.progress.tally.counts
        #expect(counts.completed == 20 && counts.rounds == 40 && counts.answeredTurns == 20 && counts.toolRuns == 40)
        #expect(rig.runner.taken.value.count == 40)
        #expect(try await opened.reopen().store.allJobs().isEmpty)
    }

    @Test(
        "keeps the received answers at an abort, and requests the others in the next run",
        arguments: CheckpointStoreConformance.kinds)
    func aborts(kind: StoreKind) async throws {
        let opened = try kind.open(Self.lines(2))
        let rig = Rig(opened.store) { $0.id.call == 1 ? .success("one") : nil }
        rig.run()
        try #require(try await eventually { rig.runner.underWay.count == 2 && rig.engine.progress.toolsRunning == 2 })
        rig.engine.abort()
        #expect(try await rig.ending() == "interrupted")
        #expect(rig.runner.underWay.isEmpty)
        let reopened = try opened.reopen()
        let second = Rig(reopened.store) { .success("late \($0.id.call)") }
        second.run()
        #expect(try await second.ending() == "completed")
        #expect(second.runner.taken.value.map(\.id.call) == [2, 2])
        #expect(
            second.transport.sent.value.allSatisfy { $0.text.contains(#""content":"one"},"#) && $0.text.contains(#""content":"late 2"}"#) })
    }

    @Test("ends its programs when the store cannot commit any more")
    func commitFails() async throws {
        let rig = Rig(FaultyStore(MemoryStore(lines: Self.lines(4)), commits: 2)) { run in run.id.call == 1 ? .success("one") : nil }
        rig.run()
        #expect(try await rig.ending() == "full")
        #expect(rig.runner.underWay.isEmpty)
    }
}
