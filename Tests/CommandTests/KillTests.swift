import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Killed at any moment", .sharesMachine)
struct KillTests {
    private static let kills = 20
    private static let concurrency = 4
    private static let ownJobs = Jobs.text(40) { 2 + $0 % 3 }
    private static let benchmark = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "../shared/data/mt-bench-questions.jsonl").standardized

    @Test("Twenty kills do not change the results of DeepSeek's features: tools, JSON, prefill, FIM")
    func deepSeek() async throws {
        let jobs = try Examples.text("deepseek.jsonl")
        let copies = ["a", "b", "c"].map { jobs.replacing("{\"id\":\"", with: "{\"id\":\"\($0)-") }.joined()
        var options = SimulatorOptions.taking(.milliseconds(20))
        options.replyTokens = 20...60
        try await compare(jobs: copies, options: options, arguments: Examples.deepSeekOptions) { $0.asDeepSeek() }
    }

    @Test("Twenty kills do not change conversations that the server keeps, which resume from the stored response")
    func keptByTheServer() async throws {
        let jobs = Self.ownJobs.replacing("{\"id\":", with: "{\"api\":\"responses\",\"id\":")
        var options = SimulatorOptions.taking(.milliseconds(30))
        options.responseState = .kept
        try await compare(jobs: jobs, options: options) { $0.playing("openai") }
    }

    @Test("Twenty kills do not change the results of forty conversations")
    func ownConversations() async throws { try await compare(jobs: Self.ownJobs, options: .taking(.milliseconds(40))) }

    @Test(
        "Twenty kills do not change the results of MT-Bench",
        .enabled(if: FileManager.default.fileExists(atPath: benchmark.path), "../shared/data/mt-bench-questions.jsonl is not there"))
    func benchmarkConversations() async throws {
        let jobs = try String(contentsOf: Self.benchmark, encoding: .utf8)
        try await compare(jobs: jobs, options: .taking(.milliseconds(40)))
    }

    @Test("Twenty kills of a run whose provider also fails do not change the results")
    func withFaults() async throws {
        let faults: [Fault] = [
            Fault(.status(503), probability: 0.1), Fault(.torn, probability: 0.05), Fault(.reset, probability: 0.03),
            Fault(.html, probability: 0.02),
        ]
        var options = SimulatorOptions.taking(.milliseconds(40))
        options.faults = faults
        try await compare(jobs: Self.ownJobs, options: options)
    }

    /// Runs the jobs without kills, then with kills and these options, and compares the results.
    private func compare(
        jobs: String, options: SimulatorOptions, arguments: [String] = [], as adapt: (Rehearsal) -> Rehearsal = { $0 }
    ) async throws {
        var undisturbed = ""
        var calm = options
        (calm.latency, calm.faults) = (.none, [])
        try await Rehearsal.with(calm, jobs: jobs) { rehearsal in
            let rehearsal = adapt(rehearsal)
            let outcome = try await rehearsal.run(arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
            undisturbed = try rehearsal.comparableResults
        }
        try await Rehearsal.with(options, jobs: jobs) { rehearsal in
            let rehearsal = adapt(rehearsal)
            let killed = try await kill(rehearsal, arguments)
            #expect(killed >= Self.kills / 2, "the run was over before it could be killed")
            let outcome = try await rehearsal.run(["--max-attempts", "100"] + arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try rehearsal.comparableResults == undisturbed)
            let summary = try rehearsal.reader.summary()
            #expect(summary.counts.completed == summary.counts.jobs)
            #expect(summary.counts.answeredTurns == summary.counts.turns)
            // A kill loses the replies that were in flight or not yet durable.
            let lost = rehearsal.provider.statistics.replies - summary.counts.rounds
            #expect((0...killed * Self.concurrency * 2).contains(lost))
        }
    }

    /// Starts the run repeatedly, and kills it each time after a random event.
    /// - Returns: how often it was killed.
    private func kill(_ rehearsal: Rehearsal, _ arguments: [String]) async throws -> Int {
        for killed in 0..<Self.kills {
            let running = try rehearsal.start(["-c", "\(Self.concurrency)", "--max-attempts", "100"] + arguments)
            let (requests, rounds) = (rehearsal.provider.statistics.requests, rehearsal.storedRounds)
            let further = Int.random(in: 0...4)
            let countsRounds = Bool.random()
            try await waitUntil("\(further) more \(countsRounds ? "rounds" : "requests")") {
                !running.isRunning
                    || (countsRounds
                        ? rehearsal.storedRounds >= rounds + further
                        : rehearsal.provider.statistics.requests >= requests + further)
            }
            running.signal(SIGKILL)
            let outcome = try await running.wait()
            guard outcome.wasKilled else {
                #expect(outcome.status == 0, "\(outcome.errors)")
                return killed
            }
        }
        return Self.kills
    }

    @Test("The next run and the status report that a run was killed")
    func lastWords() async throws {
        let options = SimulatorOptions.meeting(.stall, in: [false, false, false, false, false, true, true, true])
        try await Rehearsal.with(options, jobs: Jobs.text(30) { _ in 2 }) { rehearsal in
            let running = try rehearsal.start(["-c", "3"])
            try await waitUntil("a standstill") { rehearsal.storedRounds == 5 && rehearsal.provider.statistics.faults["stall"] == 3 }
            let going = try await rehearsal.command(["status", Rehearsal.state])
            #expect(going.output.contains("last run  running as process \(running.pid), since"))
            running.signal(SIGKILL)
            #expect(try await running.wait().wasKilled)
            let status = try await rehearsal.command(["status", Rehearsal.state])
            #expect(status.output.contains("and was killed"))
            // Each unfinished conversation may have lost one reply.
            let pending = try rehearsal.reader.summary().counts.pending
            try await Rehearsal.with { other in
                let outcome = try await rehearsal.with(baseURL: other.provider.baseURL).run()
                #expect(outcome.status == 0)
                let sentence = "up to \(pending) replies that were in flight or not committed may have been paid for and lost."
                #expect(outcome.errors.contains(sentence))
                #expect(other.provider.statistics.requests == 55)
            }
            let after = try await rehearsal.command(["status", Rehearsal.state])
            #expect(after.output.contains("jobs      30: 30 completed, 0 failed, 0 pending"))
            #expect(after.output.contains("last run  completed at "))
        }
    }
}
