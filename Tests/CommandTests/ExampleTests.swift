import BatchCore
import BatchEngine
import Foundation
import TestSupport
import Testing

@Suite("The example job file", .sharesMachine)
struct ExampleTests {
    private func folder() throws -> Folder {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = try Folder()
        try folder.write("jobs.jsonl", String(contentsOf: package.appending(path: "jobs.example.jsonl"), encoding: .utf8))
        return folder
    }

    @Test("It runs on the built-in simulator")
    func runs() async throws {
        let folder = try folder()
        let outcome = try await Binary.run(["jobs.jsonl", "--provider", "simulated"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let results = try folder.lines("jobs.results.jsonl")
        #expect(results.map { $0["id"] as? String } == ["mountains", "haiku", "sentiment", "strawberry", "9001"])
        #expect(results.allSatisfy { $0["status"] as? String == "completed" })
        #expect((results[4]["metadata"] as? [String: Any])?["category"] as? String == "writing")
    }

    @Test("`check` counts it")
    func check() async throws {
        let folder = try folder()
        let outcome = try await Binary.run(["check", "jobs.jsonl"], in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("jobs.jsonl: 5 jobs (4 native, 1 MT-Bench), 11 turns, 0 bad lines\n"))
        let counts = try await Binary.run(["check", "-", "--json"], in: folder, input: folder.read("jobs.jsonl"))
        let found = try #require(try JSONLines.read(counts.output).first)
        #expect(found["jobs"] as? Int == 5)
        #expect(found["turns"] as? Int == 11)
        #expect(found["bad_lines"] as? Int == 0)
        #expect(!folder.exists("jobs.batchrun.db"))
    }

    @Test("The version is the release's")
    func version() async throws {
        let outcome = try await Binary.run(["--version"], in: Folder())
        #expect(outcome.status == 0)
        #expect(outcome.output == Release.version + "\n")
    }
}
