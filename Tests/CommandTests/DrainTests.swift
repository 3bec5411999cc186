import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Interrupted", .sharesMachine)
struct DrainTests {
    @Test("One signal drains: replies in flight are kept, and the last line is the command that resumes", arguments: [SIGTERM, SIGINT])
    func drain(signal: Int32) async throws {
        try await Rehearsal.with(.taking(.milliseconds(50)), jobs: Jobs.text(80) { _ in 3 }) { rehearsal in
            let running = try rehearsal.start(["-c", "4"])
            try await waitUntil("ten rounds") { rehearsal.storedRounds >= 10 }
            running.signal(signal)
            let outcome = try await running.wait()
            #expect(outcome.status == 3)
            #expect(!outcome.wasKilled)
            #expect(outcome.errors.contains("Interrupted."))
            #expect(outcome.errors.hasSuffix(outcome.lastErrorLine + "\n"))
            #expect(rehearsal.provider.statistics.replies == rehearsal.storedRounds)
            #expect(try Set(rehearsal.statuses).contains("pending"))
            let resumed = try await Binary.shell(outcome.lastErrorLine, in: rehearsal.folder)
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try rehearsal.statuses == Array(repeating: "completed", count: 80))
            #expect(rehearsal.provider.statistics.replies == 240)
        }
    }

    @Test("A second signal exits at once, and loses only what was in flight")
    func abort() async throws {
        try await Rehearsal.with(.taking(.seconds(600)), jobs: Jobs.text(10) { _ in 2 }) { rehearsal in
            let running = try rehearsal.start(["-c", "4"])
            try await waitUntil("four requests") { rehearsal.provider.statistics.inFlight == 4 }
            // Two signals of a kind could arrive as one.
            running.signal(SIGINT)
            running.signal(SIGTERM)
            let outcome = try await running.wait()
            #expect(outcome.status == 3)
            #expect(!outcome.wasKilled)
            #expect(outcome.lastErrorLine == ([Binary.path, "jobs.jsonl"] + rehearsal.asking + ["-c", "4"]).joined(separator: " "))
            #expect(try rehearsal.statuses == Array(repeating: "pending", count: 10))
            #expect(rehearsal.provider.statistics.requests == 4)
            #expect(try rehearsal.reader.runs().last?.ending == "interrupted")
        }
    }

    @Test("The last line quotes words for the shell, and omits options that would start over")
    func quoting() async throws {
        try await Rehearsal.with(.taking(.milliseconds(50)), jobs: "") { rehearsal in
            let name = "it's a job file.jsonl"
            try rehearsal.folder.write(name, Jobs.text(40) { _ in 2 })
            let running = try rehearsal.start(["--fresh", "-c", "2", "--quiet"], job: name)
            try await waitUntil("a request") { rehearsal.provider.statistics.requests > 0 }
            running.signal(SIGTERM)
            let outcome = try await running.wait()
            #expect(outcome.status == 3)
            #expect(!outcome.lastErrorLine.contains("--fresh"))
            let resumed = try await Binary.shell(outcome.lastErrorLine, in: rehearsal.folder)
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(rehearsal.provider.statistics.replies == 80)
        }
    }

    @Test("A run from standard input can be resumed although the input is gone")
    func standardInput() async throws {
        try await Rehearsal.with(.taking(.milliseconds(50))) { rehearsal in
            let running = try rehearsal.start(["-c", "2"], job: "-", input: Jobs.text(40) { _ in 2 })
            try await waitUntil("a request") { rehearsal.provider.statistics.requests > 0 }
            running.signal(SIGTERM)
            let outcome = try await running.wait()
            #expect(outcome.status == 3)
            #expect(outcome.lastErrorLine.contains(" stdin.batchrun.db "))
            let resumed = try await Binary.shell(outcome.lastErrorLine, in: rehearsal.folder)
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try rehearsal.folder.lines("stdin.results.jsonl").count == 40)
            #expect(rehearsal.provider.statistics.replies == 80)
        }
    }
}
