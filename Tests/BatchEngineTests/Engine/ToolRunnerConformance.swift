import BatchCore
import Foundation
import TestSupport
import Testing

@testable import BatchEngine

/// The contract of every tool runner. A harness makes a run that ends in a given way.
struct ToolRunnerHarness: Sendable {
    /// The clock that the runner was given.
    var clock: SystemClock
    var runner: any ToolRunner
    /// The numbers of the held runs that have begun and not ended.
    var held: @Sendable () -> Set<Int>
    /// Releases one of them to its answer.
    var release: @Sendable (Int) -> Void
    /// Whether nothing is left of a run that was held.
    var isGone: @Sendable (Int) -> Bool

    enum Ending: String, Sendable { case answer, fail, hold }

    func run(_ number: Int, _ ending: Ending) -> ToolRun {
        ToolRun(
            id: .init(slot: SlotID(number), serial: number, call: 1), job: "job-\(number)", round: 1, turn: 1,
            call: ToolCall(id: nil, name: ending.rawValue, arguments: "{\"number\":\(number)}"))
    }

    enum Adapter: String, CaseIterable, CustomTestStringConvertible {
        case fake = "in memory", program = "programs"
        var testDescription: String { rawValue }

        func harness(concurrency: Int = 8) throws -> ToolRunnerHarness {
            switch self {
            case .fake: .fake(concurrency)
            case .program: try .program(concurrency)
            }
        }
    }

    private static func fake(_ concurrency: Int) -> ToolRunnerHarness {
        let clock = SystemClock()
        let runner = FakeToolRunner(clock: clock, concurrency: concurrency) { run in
            switch Ending(rawValue: run.call.name) {
            case .answer: .success("answer \(run.id.slot.index)")
            case .fail: .failure(Failure(code: "tool_failed", message: "no \(run.id.slot.index)"))
            case .hold, nil: nil
            }
        }
        return ToolRunnerHarness(
            clock: clock, runner: runner, held: { Set(runner.underWay.map(\.id.slot.index)) },
            release: { number in
                runner.finish(runner.underWay.filter { $0.id.slot.index == number }.map { ($0.id, .success("answer \(number)")) })
            },
            isGone: { number in !runner.underWay.contains { $0.id.slot.index == number } })
    }

    private static let script = #"""
        read -r line
        number=${line##*number\":}
        number=${number%%\}*}
        case $line in
        *'"name":"fail"'*) echo "no $number" >&2; exit 3;;
        *'"name":"hold"'*)
            echo $$ > "pid-$number" && : > "held-$number"
            while [ -e "held-$number" ] && [ ! -e "open-$number" ]; do sleep 0.01; done
            rm "held-$number";;
        esac
        echo "answer $number"
        """#

    private static func program(_ concurrency: Int) throws -> ToolRunnerHarness {
        let clock = SystemClock()
        let folder = try TemporaryFolder()
        let options = ProgramOptions(
            command: "cd '\(folder.path)' || exit 1\n\(script)", timeLimit: .seconds(3_600), concurrency: concurrency)
        return ToolRunnerHarness(
            clock: clock, runner: ProgramRunner(options: options, clock: clock),
            held: {
                let names = (try? folder.names) ?? []
                return Set(names.filter { $0.hasPrefix("held-") }.compactMap { Int($0.dropFirst(5)) })
            },
            release: { number in _ = try? folder.write("", to: "open-\(number)") },
            isGone: { number in
                guard let text = try? folder.text(of: "pid-\(number)"), let process = pid_t(text.dropLast()) else { return true }
                return kill(process, 0) != 0
            })
    }
}

@Suite("Tool runner conformance", .sharesMachine)
struct ToolRunnerConformance {
    typealias Adapter = ToolRunnerHarness.Adapter

    private func collect(_ harness: ToolRunnerHarness) -> Watched<[ToolRunResult]> {
        let results = Watched<[ToolRunResult]>([])
        harness.runner.deliver { batch in results.update { $0.append(contentsOf: batch) } }
        return results
    }

    @Test("delivers each run of each batch once, in any order", arguments: Adapter.allCases)
    func deliversOnce(adapter: Adapter) async throws {
        let harness = try adapter.harness()
        let results = collect(harness)
        for batch in 0..<5 { harness.runner.run((0..<8).map { harness.run(batch * 8 + $0, .answer) }) }
        #expect(await results.reaches { $0.count >= 40 })
        #expect(results.value.map(\.id.slot.index).sorted() == Array(0..<40))
        harness.runner.cancel()
        #expect(results.value.count == 40)
    }

    @Test("returns the answer of each run's program, or why there is none", arguments: Adapter.allCases)
    func answers(adapter: Adapter) async throws {
        let harness = try adapter.harness()
        let results = collect(harness)
        harness.runner.run([harness.run(0, .answer), harness.run(1, .fail), harness.run(2, .answer)])
        try #require(await results.reaches { $0.count == 3 })
        let answers = results.value.sorted { $0.id.slot < $1.id.slot }.map(\.answer)
        #expect(try answers[0].get() == "answer 0")
        #expect(try answers[2].get() == "answer 2")
        #expect(throws: Failure.self) { try answers[1].get() }
        guard case .failure(let failure) = answers[1] else { return }
        #expect(failure.code == "tool_failed" && failure.message.contains("no 1"))
    }

    @Test("dates results by its clock, from the program's start", arguments: Adapter.allCases)
    func dates(adapter: Adapter) async throws {
        let harness = try adapter.harness(concurrency: 1)
        let results = collect(harness)
        let before = harness.clock.now()
        harness.runner.run([harness.run(0, .hold), harness.run(1, .answer)])
        try #require(try await eventually { harness.held() == [0] }, "\(results.value)")
        let between = harness.clock.now()
        harness.release(0)
        try #require(await results.reaches { $0.count == 2 })
        let (first, second) = (results.value[0], results.value[1])
        #expect(first.startedAt >= before && first.startedAt <= between)
        #expect(first.startedAt + first.latency >= between, "\(results.value)")
        // Its wait for a place is not part of its time.
        #expect(second.startedAt >= between)
        #expect(second.startedAt + second.latency <= harness.clock.now())
    }

    @Test("limits concurrency, and runs the others in order", arguments: Adapter.allCases)
    func queues(adapter: Adapter) async throws {
        let harness = try adapter.harness(concurrency: 3)
        let results = collect(harness)
        harness.runner.run((0..<4).map { harness.run($0, .hold) })
        harness.runner.run((4..<6).map { harness.run($0, .hold) })
        try #require(try await eventually { harness.held() == [0, 1, 2] }, "\(results.value)")
        for (ended, under) in [(1, [0, 2, 3]), (0, [2, 3, 4]), (3, [2, 4, 5]), (2, [4, 5]), (5, [4]), (4, [])] as [(Int, Set<Int>)] {
            harness.release(ended)
            #expect(try await eventually { harness.held() == under }, "\(results.value)")
        }
        #expect(await results.reaches { $0.count == 6 })
        #expect(results.value.map(\.id.slot.index).sorted() == Array(0..<6))
    }

    @Test("accepts more runs from the receiver of its results", arguments: Adapter.allCases)
    func runsWhileReceiving(adapter: Adapter) async throws {
        let harness = try adapter.harness()
        let results = Watched<[ToolRunResult]>([])
        harness.runner.deliver { [weak runner = harness.runner] batch in
            results.update { $0.append(contentsOf: batch) }
            runner?.run(batch.filter { $0.id.slot.index < 10 }.map { harness.run($0.id.slot.index + 5, .answer) })
        }
        harness.runner.run((0..<5).map { harness.run($0, .answer) })
        #expect(await results.reaches { $0.count >= 15 })
        #expect(results.value.map(\.id.slot.index).sorted() == Array(0..<15))
    }

    @Test("ends its runs at a cancel, reports none of them, and starts no more", arguments: Adapter.allCases)
    func cancels(adapter: Adapter) async throws {
        let harness = try adapter.harness()
        let results = collect(harness)
        harness.runner.run((0..<12).map { harness.run($0, .hold) })
        try #require(try await eventually { harness.held() == Set(0..<8) }, "\(results.value)")
        harness.runner.cancel()
        harness.runner.run([harness.run(12, .answer)])
        #expect(try await eventually { (0..<8).allSatisfy(harness.isGone) })
        #expect((8..<12).allSatisfy(harness.isGone))
        #expect(results.value.isEmpty)
    }

    @Test("may be cancelled by the receiver of its results", arguments: Adapter.allCases)
    func cancelsWhileReceiving(adapter: Adapter) async throws {
        let harness = try adapter.harness()
        let results = Watched<[ToolRunResult]>([])
        harness.runner.deliver { [weak runner = harness.runner] batch in
            runner?.cancel()
            results.update { $0.append(contentsOf: batch) }
        }
        harness.runner.run([harness.run(0, .hold), harness.run(1, .answer)])
        #expect(await results.reaches { $0.count == 1 })
        #expect(try await eventually { harness.isGone(0) })
    }
}
