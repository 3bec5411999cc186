import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Resuming", .sharesMachine)
struct ResumeTests {
    private static let completed = "completed"

    @Test("Nothing left: exit 0 without a request")
    func nothingLeft() async throws {
        try await Rehearsal.with(jobs: Jobs.text(5) { _ in 2 }) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            let results = try rehearsal.folder.read(Rehearsal.results)
            try rehearsal.folder.remove(Rehearsal.results)
            let again = try await rehearsal.run()
            #expect(again.status == 0)
            #expect(again.errors == "Nothing is left to do: 5 of 5 jobs completed.\n")
            #expect(rehearsal.provider.statistics.requests == 10)
            #expect(try rehearsal.folder.read(Rehearsal.results) == results)
        }
    }

    @Test("The job file is gone")
    func jobFileGone() async throws {
        try await Rehearsal.with(jobs: Jobs.text(4)) { rehearsal in
            #expect(try await rehearsal.run(["--limit", "2"]).status == 3)
            try rehearsal.folder.remove("jobs.jsonl")
            let outcome = try await rehearsal.run()
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("There is no file jobs.jsonl; resuming the jobs in jobs.batchrun.db."))
            #expect(try rehearsal.statuses == Array(repeating: Self.completed, count: 4))
            #expect(rehearsal.provider.statistics.requests == 4)
        }
    }

    @Test("The state file is the argument")
    func stateAsArgument() async throws {
        try await Rehearsal.with(jobs: Jobs.text(4)) { rehearsal in
            #expect(try await rehearsal.run(["--limit", "2"]).status == 3)
            try rehearsal.folder.write("jobs.jsonl", "what stands here is not read\n")
            #expect(try await rehearsal.run(job: Rehearsal.state).status == 0)
            #expect(try rehearsal.statuses == Array(repeating: Self.completed, count: 4))
            #expect(rehearsal.provider.statistics.requests == 4)
        }
    }

    @Test("The job file has grown")
    func grown() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            try rehearsal.folder.write("jobs.jsonl", Jobs.text(5))
            #expect(try await rehearsal.run().status == 0)
            #expect(try rehearsal.results.map { $0["id"] as? String } == ["job-1", "job-2", "job-3", "job-4", "job-5"])
            #expect(rehearsal.provider.statistics.requests == 5)
        }
    }

    @Test("The job file has shrunk: jobs that were not begun are removed, and begun jobs stay")
    func shrunk() async throws {
        try await Rehearsal.with(jobs: Jobs.text(4)) { rehearsal in
            #expect(try await rehearsal.run(["--limit", "1"]).status == 3)
            try rehearsal.folder.write("jobs.jsonl", Jobs.line("job-2"))
            let outcome = try await rehearsal.run()
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("Removed 2 jobs that were not begun and are not in jobs.jsonl any more."))
            #expect(outcome.errors.contains("1 job of jobs.batchrun.db is not in jobs.jsonl any more; kept"))
            #expect(try rehearsal.results.count == 2)
            // A line that comes back is a new job.
            try rehearsal.folder.write("jobs.jsonl", Jobs.text(4))
            #expect(try await rehearsal.run().status == 0)
            #expect(try rehearsal.results.count == 4)
            #expect(rehearsal.provider.statistics.replies == rehearsal.storedRounds)
        }
    }

    @Test("Another job file does not take over a state file that is named after both")
    func sharedState() async throws {
        try await Rehearsal.with(jobs: Jobs.text(2)) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            try rehearsal.folder.write("jobs.json", Jobs.text(5))
            let outcome = try await rehearsal.run(job: "jobs.json")
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("jobs.batchrun.db contains the jobs of jobs.jsonl, not of jobs.json."))
            #expect(try await rehearsal.run(["--state", "other.batchrun.db"], job: "jobs.json").status == 0)
        }
    }

    @Test("A line that changed after its first round is an error that names it; --restart-changed restarts it")
    func changedWithRounds() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3) { _ in 2 }) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            let results = try rehearsal.folder.read(Rehearsal.results)
            let changed = Jobs.line("job-1", turns: 2) + Jobs.line("job-2", turns: 2, about: "the moon") + Jobs.line("job-3", turns: 2)
            try rehearsal.folder.write("jobs.jsonl", changed)
            let refused = try await rehearsal.run()
            #expect(refused.status == 2)
            #expect(
                refused.errors.contains(
                    "jobs.jsonl: line 2, column 1: the job \"job-2\" has changed since 2 rounds of it were paid for; give it another id"))
            #expect(rehearsal.provider.statistics.requests == 6)
            #expect(try rehearsal.folder.read(Rehearsal.results) == results)
            let anew = try await rehearsal.run(["--restart-changed"])
            #expect(anew.status == 0, "\(anew.errors)")
            #expect(rehearsal.provider.statistics.requests == 8)
            #expect(rehearsal.storedRounds == 8)
            #expect(try rehearsal.folder.read(Rehearsal.results).contains("what of the moon?"))
            #expect(try rehearsal.results.count == 3)
            #expect(try await rehearsal.run().status == 0)
            #expect(rehearsal.provider.statistics.requests == 8)
        }
    }

    @Test("A line that changed before its first round runs in its new form")
    func changedWithoutRounds() async throws {
        try await Rehearsal.with(jobs: Jobs.text(2)) { rehearsal in
            #expect(try await rehearsal.run(["--limit", "1"]).status == 3)
            try rehearsal.folder.write("jobs.jsonl", Jobs.line("job-1") + Jobs.line("job-2", about: "the moon"))
            #expect(try await rehearsal.run().status == 0)
            #expect(rehearsal.provider.statistics.requests == 2)
            let text = try rehearsal.folder.read(Rehearsal.results)
            #expect(text.contains("Question 1 of job-2: what of the moon?"))
            #expect(!text.contains("Question 1 of job-2: what of the tide?"))
        }
    }

    @Test("Reordered lines: the results are in the new order, and nothing is requested again")
    func reordered() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            try rehearsal.folder.write("jobs.jsonl", Jobs.line("job-3") + Jobs.line("job-1") + Jobs.line("job-2"))
            #expect(try await rehearsal.run().status == 0)
            #expect(try rehearsal.results.map { $0["id"] as? String } == ["job-3", "job-1", "job-2"])
            #expect(try rehearsal.results.map { $0["line"] as? Int } == [1, 2, 3])
            #expect(rehearsal.provider.statistics.requests == 3)
        }
    }

    @Test("--retry-failed retries failed jobs, and keeps their rounds")
    func retryFailed() async throws {
        let options = SimulatorOptions.meeting(.status(400), in: [false, true, false])
        try await Rehearsal.with(options, jobs: Jobs.line("a", turns: 2)) { rehearsal in
            let first = try await rehearsal.run()
            #expect(first.status == 1)
            #expect(try rehearsal.statuses == ["failed"])
            #expect((try rehearsal.results[0]["rounds"] as? [Any])?.count == 1)
            #expect(try await rehearsal.run().status == 1)
            let second = try await rehearsal.run(["--retry-failed"])
            #expect(second.status == 0, "\(second.errors)")
            #expect(second.errors.contains("Retrying 1 failed job."))
            #expect(try rehearsal.statuses == [Self.completed])
            #expect(rehearsal.provider.statistics.requests == 3)
        }
    }

    @Test("--fresh starts over, and keeps the old state")
    func fresh() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            let outcome = try await rehearsal.run(["--fresh"])
            #expect(outcome.status == 0)
            #expect(rehearsal.provider.statistics.requests == 6)
            let kept = try #require(try rehearsal.folder.names.first { $0.hasPrefix("jobs.batchrun.db.") })
            #expect(outcome.errors.contains("The old state is kept as "))
            #expect(outcome.errors.contains(kept))
            #expect(try StateReader(path: rehearsal.folder.path(kept)).summary().counts.rounds == 3)
            #expect(rehearsal.storedRounds == 3)
        }
    }

    @Test("A fresh run that fails its checks leaves the old state in place", arguments: ["[]\n", "\n", nil])
    func freshInVain(jobs: String?) async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            let names = try rehearsal.folder.names.filter { !$0.hasPrefix(".") }
            if let jobs { try rehearsal.folder.write("jobs.jsonl", jobs) } else { try rehearsal.folder.remove("jobs.jsonl") }
            #expect(try await rehearsal.run(["--fresh"]).status == 2)
            #expect(try rehearsal.folder.names.filter { !$0.hasPrefix(".") } == names.filter { jobs != nil || $0 != "jobs.jsonl" })
            #expect(rehearsal.storedRounds == 3)
            #expect(rehearsal.provider.statistics.requests == 3)
        }
    }

    @Test("--skip-invalid runs the good lines")
    func skipInvalid() async throws {
        try await Rehearsal.with(jobs: Jobs.line("a") + "{\"turn\":1}\n" + Jobs.line("b")) { rehearsal in
            let outcome = try await rehearsal.run(["--skip-invalid"])
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("jobs.jsonl: line 2, column 2: unknown member \"turn\""))
            #expect(outcome.errors.contains("Skipped 1 bad line."))
            #expect(try rehearsal.results.map { $0["line"] as? Int } == [1, 3])
        }
    }

    @Test("Standard input in, standard output out")
    func streams() async throws {
        try await Rehearsal.with { rehearsal in
            let outcome = try await rehearsal.run(["-o", "-"], job: "-", input: Jobs.text(3))
            #expect(outcome.status == 0)
            #expect(try JSONLines.read(outcome.output).map { $0["id"] as? String } == ["job-1", "job-2", "job-3"])
            #expect(rehearsal.folder.exists("stdin.batchrun.db"))
            #expect(!rehearsal.folder.exists("stdin.results.jsonl"))
            #expect(try await rehearsal.run(job: "stdin.batchrun.db").status == 0)
            #expect(rehearsal.provider.statistics.requests == 3)
        }
    }
}
