import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import Testing

@Suite("A batch, run by a program")
struct BatchTests {
    @Test("A batch completes, and its results, attempts and counts can be read")
    func runs() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(5, turns: 2)) { world in
            let batch = try world.batch()
            let log = EventLog()
            let summary = try await batch.run(events: { log.note($0) })
            #expect(summary.ending == .completed)
            #expect((summary.completed, summary.rounds, summary.total.jobs) == (5, 10, 5))
            #expect(log.events.contains(.starting(jobs: 5, rounds: 0, providers: ["Simulated provider"], model: "simulated-chat")))
            #expect(log.events.last == .running)
            var results: [BatchResult] = []
            for try await result in batch.results { results.append(result) }
            #expect(results.map(\.id) == ["job-1", "job-2", "job-3", "job-4", "job-5"])
            #expect(results.allSatisfy { $0.status == .completed && $0.replies.count == 2 })
            #expect(results[0].messages.map(\.role) == ["user", "assistant", "user", "assistant"])
            #expect(results[0].messages.last?.text == results[0].replies.last?.text)
            var attempts = 0
            for try await attempt in batch.attempts {
                attempts += 1
                #expect(attempt.outcome == "replied")
            }
            #expect(attempts == 10)
            let status = try batch.status()
            #expect((status.completed, status.rounds, status.begun) == (5, 10, 0))
            #expect(status.lastRun?.ending == "completed")
            let lines = try world.folder.text(of: "jobs.results.jsonl").split(separator: "\n").map(String.init)
            #expect(lines == results.map(\.json))
        }
    }

    @Test("More results than a page come in order, and from the state file alone")
    func pages() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(200)) { world in
            _ = try await world.batch { $0.results = .none }.run()
            #expect(try world.folder.names.contains("jobs.results.jsonl") == false)
            var ids: [String] = []
            for try await result in BatchState(world.state).results { ids.append(result.id) }
            #expect(ids == (1...200).map { "job-\($0)" })
        }
    }

    @Test("A second run has nothing to do, and sends nothing")
    func again() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(3)) { world in
            _ = try await world.batch().run()
            let summary = try await world.batch().run()
            #expect(summary.hadNothingToDo && summary.ending == .completed)
            #expect(world.simulator.statistics.requests == 3)
        }
    }

    @Test("A second run with another reasoning history writes the results that the program reads")
    func againWithOtherHistory() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(2, turns: 2)) { world in
            func lines(_ history: ReasoningHistory, startsOver: Bool = false) async throws -> [String] {
                let batch = try world.batch { ($0.model, $0.reasoningHistory, $0.startsOver) = ("deepseek-flash", history, startsOver) }
                _ = try await batch.run()
                var read: [String] = []
                for try await result in batch.results { read.append(result.json) }
                #expect(try world.folder.text(of: "jobs.results.jsonl").split(separator: "\n").map(String.init) == read)
                return read
            }
            let kept = try await lines(.keep)
            #expect(try await lines(.strip) == kept)
            #expect(try await lines(.strip, startsOver: true) != kept)
        }
    }

    @Test("A drained run stops with what was in flight, and the next one resumes it")
    func drain() async throws {
        var slow = SimulatorOptions()
        slow.latency = .init(base: .milliseconds(20), perToken: .zero)
        try await BatchWorld.with(slow, jobs: BatchWorld.jobs(20, turns: 3)) { world in
            let batch = try world.batch { $0.concurrency = .fixed(2) }
            let summary = try await batch.run(events: { if $0 == .running { batch.drain() } })
            #expect(summary.ending == .interrupted)
            #expect(summary.total.pending > 0)
            let rest = try await world.batch().run()
            #expect(rest.ending == .completed)
            #expect(rest.total.rounds == 60)
            #expect(world.simulator.statistics.replies == 60)
        }
    }

    @Test("A cancelled task drains its run")
    func cancelled() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(50, turns: 4)) { world in
            let batch = try world.batch { $0.concurrency = .fixed(1) }
            let task = Task { try await batch.run() }
            task.cancel()
            let summary = try await task.value
            #expect(summary.ending == .interrupted || summary.ending == .completed)
        }
    }

    @Test("A batch runs once at a time")
    func once() async throws {
        var slow = SimulatorOptions()
        slow.latency = .init(base: .milliseconds(200), perToken: .zero)
        try await BatchWorld.with(slow, jobs: BatchWorld.jobs(2)) { world in
            let batch = try world.batch()
            let (running, began) = AsyncStream.makeStream(of: Void.self)
            async let summary = batch.run(events: { if $0 == .running { began.yield() } })
            for await _ in running { break }
            await #expect(performing: { try await batch.run() }, throws: { ($0 as? BatchError)?.code == "is_running" })
            #expect(try await summary.ending == .completed)
        }
    }

    @Test("The limits of a run end it, and are its ending")
    func limits() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(6)) { world in
            let limited = try await world.batch { $0.jobLimit = 2 }.run()
            #expect(limited.ending == .limitReached(jobs: 2))
            let budgeted = try await world.batch { options in
                options.tokenBudget = 1
                options.concurrency = .fixed(1)
            }.run()
            #expect(budgeted.ending == .tokenBudgetReached(1))
            #expect(budgeted.rounds == 1)
        }
    }

    @Test("Progress counts the whole state file")
    func progress() async throws {
        try await BatchWorld.with(jobs: BatchWorld.jobs(4, turns: 2)) { world in
            _ = try await world.batch { $0.jobLimit = 1 }.run()
            let (seen, report) = AsyncStream.makeStream(of: BatchProgress.self)
            _ = try await world.batch().run { report.yield($0) }
            report.finish()
            var last: BatchProgress?
            for await progress in seen { last = progress }
            #expect(last?.rounds == 8)
            #expect((last?.completed, last?.jobs, last?.inFlight) == (4, 4, 0))
            #expect(last?.timeLeft == .zero)
        }
    }
}
