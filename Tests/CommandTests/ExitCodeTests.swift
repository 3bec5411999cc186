import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Exit codes", .sharesMachine)
struct ExitCodeTests {
    @Test("0 if all jobs completed")
    func completed() async throws {
        try await Rehearsal.with(jobs: Jobs.text(5) { $0 }) { rehearsal in
            let outcome = try await rehearsal.run()
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("5 of 5 jobs completed, 0 failed"))
            #expect(outcome.output.isEmpty)
            #expect(try rehearsal.statuses == Array(repeating: "completed", count: 5))
            #expect(try rehearsal.reader.meta(.jobFile) == "jobs.jsonl")
        }
    }

    @Test("1 if some jobs failed")
    func someFailed() async throws {
        try await Rehearsal.with(.quick(Fault(.status(400), probability: 0.5)), jobs: Jobs.text(20)) { rehearsal in
            let outcome = try await rehearsal.run()
            #expect(outcome.status == 1)
            let failed = try rehearsal.statuses.filter { $0 == "failed" }.count
            #expect((1..<20).contains(failed))
            #expect(outcome.errors.contains("\(20 - failed) of 20 jobs completed, \(failed) failed"))
            #expect(outcome.errors.contains("failed    \(failed) × "))
            let again = try await rehearsal.run()
            #expect(again.status == 1)
            #expect(again.errors.contains("--retry-failed runs them again"))
            #expect(rehearsal.provider.statistics.requests == 20)
            let told = try await rehearsal.run(["--json"])
            let summary = try #require(try JSONLines.read(told.errors).last)
            #expect(summary["event"] as? String == "summary")
            #expect(summary["failed"] as? Int == failed)
        }
    }

    @Test("3 if the key is refused: no job fails, and a run with the right key resumes")
    func keyRefused() async throws {
        var options = SimulatorOptions.quick
        options.key = Secret("sk-right")
        try await Rehearsal.with(options, jobs: Jobs.text(5)) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek(key: "sk-wrong").run()
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("The run is stopped: Authentication Fails"))
            #expect(try rehearsal.statuses == Array(repeating: "pending", count: 5))
            #expect(try rehearsal.reader.runs().last?.ending == "key_refused")
            let resumed = try await Binary.shell(
                outcome.lastErrorLine, in: rehearsal.folder, environment: ["DEEPSEEK_API_KEY": "sk-right"])
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try rehearsal.statuses == Array(repeating: "completed", count: 5))
        }
    }

    @Test("3 if the balance is empty: no job fails, and the run resumes with a new balance")
    func balanceGone() async throws {
        var options = SimulatorOptions.quick
        options.balance = 0.0001
        try await Rehearsal.with(options, jobs: Jobs.text(40) { _ in 2 }) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek().run(["-c", "1"])
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("The run is stopped: Insufficient Balance"))
            #expect(try rehearsal.statuses.contains("pending"))
            #expect(try !rehearsal.statuses.contains("failed"))
            #expect((1..<80).contains(rehearsal.storedRounds))
            #expect(rehearsal.provider.statistics.replies == rehearsal.storedRounds)
            try await Rehearsal.with { other in
                let resumed = try await rehearsal.with(baseURL: other.provider.baseURL).asDeepSeek().run()
                #expect(resumed.status == 0, "\(resumed.errors)")
                #expect(rehearsal.provider.statistics.replies + other.provider.statistics.replies == 80)
            }
        }
    }

    @Test("3 if the token budget is reached")
    func tokenBudget() async throws {
        try await Rehearsal.with(jobs: Jobs.text(40)) { rehearsal in
            let outcome = try await rehearsal.run(["-c", "1", "--budget-tokens", "300"])
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("The budget of 300 tokens is reached."))
            #expect((1..<40).contains(rehearsal.storedRounds))
            #expect(rehearsal.provider.statistics.replies == rehearsal.storedRounds)
            #expect(try await rehearsal.run().status == 0)
            #expect(rehearsal.provider.statistics.replies == 40)
        }
    }

    @Test("3 if the job limit leaves jobs")
    func jobLimit() async throws {
        try await Rehearsal.with(jobs: Jobs.text(5)) { rehearsal in
            for count in [2, 4] {
                let outcome = try await rehearsal.run(["--limit", "2"])
                #expect(outcome.status == 3)
                #expect(outcome.errors.contains("The limit of 2 jobs is reached."))
                #expect(rehearsal.provider.statistics.replies == count)
            }
            #expect(try await rehearsal.run(["--limit", "2"]).status == 0)
            #expect(rehearsal.provider.statistics.replies == 5)
        }
    }

    @Test("3 if the server cannot be reached, after five tries, which use no attempt of a job")
    func unreachable() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            // No server listens on port 1.
            let outcome = try await rehearsal.with(baseURL: "http://127.0.0.1:1").run()
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("The run is stopped: "))
            let attempts = try rehearsal.reader.summary().attempts
            #expect(Array(attempts.keys) == ["unreachable"])
            // The attempts of the first burst were in flight before the first of them failed.
            #expect((5...7).contains(attempts["unreachable"] ?? 0))
            #expect(try rehearsal.statuses == Array(repeating: "pending", count: 3))
            #expect(try await rehearsal.run().status == 0)
        }
    }

    @Test("4 if the state file cannot be written", arguments: ["/proc/jobs.batchrun.db", "/dev/null/jobs.batchrun.db"])
    func unwritableState(path: String) async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            let outcome = try await rehearsal.run(["--state", path, "-o", "out.jsonl"])
            #expect(outcome.status == 4)
            #expect(outcome.errors.contains("The state file \(path) cannot be written"))
            #expect(rehearsal.provider.statistics.requests == 0)
        }
    }

    @Test("4 if the disk becomes full during a run, which resumes when it has room")
    func fullState() async throws {
        try await Rehearsal.with(jobs: Jobs.text(200) { _ in 4 }) { rehearsal in
            let line = (["exec", "\"$BATCHRUN\"", "jobs.jsonl", "-c", "4"] + rehearsal.asking).joined(separator: " ")
            // A bound on the size of files fails writes as a full disk does.
            let outcome = try await Binary.shell("trap '' XFSZ; ulimit -f 700; \(line)", in: rehearsal.folder)
            #expect(outcome.status == 4)
            #expect(!outcome.wasKilled)
            #expect(outcome.errors.contains("What was committed is safe. Resume with:\n"))
            let rounds = rehearsal.storedRounds
            #expect((1..<800).contains(rounds))
            let resumed = try await Binary.shell(outcome.lastErrorLine, in: rehearsal.folder)
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try rehearsal.statuses == Array(repeating: "completed", count: 200))
        }
    }

    @Test("4 if the results cannot be written; the state has them anyway", arguments: ["/dev/full", "/proc/out.jsonl"])
    func unwritableResults(path: String) async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            let outcome = try await rehearsal.run(["-o", path])
            #expect(outcome.status == 4)
            #expect(outcome.errors.contains(path))
            #expect(outcome.lastErrorLine.contains("batchrun export jobs.batchrun.db -o FILE"))
            #expect(try rehearsal.reader.summary().counts.completed == 3)
            #expect(try await rehearsal.run().status == 0)
            #expect(rehearsal.provider.statistics.requests == 3)
        }
    }
}
