import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Reading the state of a run", .sharesMachine)
struct ExportTests {
    @Test("The state can be read during the run")
    func underWay() async throws {
        try await Rehearsal.with(.taking(.milliseconds(20)), jobs: Jobs.text(40) { _ in 3 }) { rehearsal in
            let running = try rehearsal.start(["-c", "4"])
            try await waitUntil("ten rounds") { rehearsal.storedRounds >= 10 }
            let before = rehearsal.storedRounds
            let export = try await rehearsal.command(["export", Rehearsal.state])
            #expect(export.status == 0)
            let lines = try JSONLines.read(export.output)
            #expect(lines.map { $0["id"] as? String } == (1...40).map { "job-\($0)" })
            let rounds = lines.reduce(0) { $0 + (($1["rounds"] as? [Any])?.count ?? 0) }
            #expect((before...120).contains(rounds))
            let pending = try await rehearsal.command(["export", Rehearsal.state, "--only", "completed", "-o", "some.jsonl"])
            #expect(pending.status == 0)
            #expect(try rehearsal.folder.lines("some.jsonl").allSatisfy { $0["status"] as? String == "completed" })
            #expect(try await running.wait().status == 0)
            let whole = try await rehearsal.command(["export", Rehearsal.state])
            #expect(whole.output == (try rehearsal.folder.read(Rehearsal.results)))
        }
    }

    @Test("A reader that closes the pipe early is not an error")
    func brokenPipe() async throws {
        // More than a pipe's buffer.
        let topic = String(repeating: "the tide and the moon ", count: 500)
        let jobs = (1...100).map { Jobs.line("job-\($0)", about: topic) }.joined()
        try await Rehearsal.with(jobs: jobs) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            let line = "{ \"$BATCHRUN\" export \(Rehearsal.state); echo \"exit $?\" >&2; } | head -n 1"
            let outcome = try await Binary.shell(line, in: rehearsal.folder)
            #expect(outcome.errors == "exit 0\n")
            #expect(try JSONLines.read(outcome.output).count == 1)
        }
    }

    @Test("An export that fails keeps the old file, and leaves no partial one")
    func failedExport() async throws {
        try await Rehearsal.with(jobs: Jobs.text(200) { _ in 2 }) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            try rehearsal.folder.write("out.jsonl", "what was there\n")
            let names = try rehearsal.folder.names.filter { !$0.hasPrefix(".") }
            // 64 KiB are enough for SQLite's files and too few for the results.
            let line = "trap '' XFSZ; ulimit -f 128; exec \"$BATCHRUN\" export \(Rehearsal.state) -o out.jsonl"
            let outcome = try await Binary.shell(line, in: rehearsal.folder)
            #expect(outcome.status == 4)
            #expect(outcome.errors.contains("out.jsonl cannot be written"))
            #expect(try rehearsal.folder.read("out.jsonl") == "what was there\n")
            #expect(try rehearsal.folder.names.filter { !$0.hasPrefix(".") } == names)
        }
    }

    @Test("A conversation is printed for people, and the state as JSON for programs")
    func showAndStatus() async throws {
        try await Rehearsal.with(jobs: Jobs.text(2) { _ in 2 }) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            let reply = try #require(try rehearsal.reader.job(id: "job-2")?.rounds.last?.reply.content)
            let shown = try await rehearsal.command(["show", Rehearsal.state, "job-2"])
            #expect(shown.status == 0)
            #expect(shown.output.contains("Question 2 of job-2: what of the tide?"))
            #expect(shown.output.contains(reply))
            let status = try await rehearsal.command(["status", Rehearsal.state, "--json"])
            let counts = try #require(try JSONLines.read(status.output).first)
            #expect(counts["jobs"] as? Int == 2)
            #expect(counts["completed"] as? Int == 2)
            #expect(counts["rounds"] as? Int == 4)
        }
    }
}
