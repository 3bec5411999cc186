import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("The example of DeepSeek's features", .sharesMachine)
struct DeepSeekExampleTests {
    private static func results(_ arguments: [String], of jobs: String, _ options: SimulatorOptions = .quick) async throws -> String {
        var results = ""
        try await Rehearsal.with(options, jobs: jobs) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek().run(Examples.deepSeekOptions + arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
            results = try rehearsal.comparableResults
        }
        return results
    }

    @Test("It runs on the built-in simulator, and each of its jobs shows its feature")
    func runs() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Examples.text("deepseek.jsonl"))
        let outcome = try await Binary.run(["jobs.jsonl", "--provider", "simulated"] + Examples.deepSeekOptions, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let reader = try StateReader(path: folder.path("jobs.batchrun.db"))
        func job(_ id: String) throws -> StoredJob { try #require(try reader.job(id: id)) }
        func standings(_ id: String) throws -> [Round.Standing] { try job(id).rounds.map(\.standing) }

        #expect(try job("thinking").rounds.map { $0.reply.reasoning != nil } == [true, false])
        #expect(try job("reasoner-of-2025").rounds.allSatisfy { $0.reply.reasoning != nil })
        for round in try job("json").rounds { #expect(try JSONDocument(round.reply.content ?? "").root["city"] != nil) }
        // Both calls in one reply; then one after the other.
        #expect(try standings("tools") == [.toolCalls, .answer, .toolCalls, .toolCalls, .answer])
        #expect(try ToolCall.all(in: #require(job("tools").rounds[0].reply.toolCalls)).count == 2)
        #expect(try job("tools-answered-by-a-program").toolAnswers.map(\.content) == ["10 letters"])
        #expect(try standings("strict-tools") == [.toolCalls, .answer])
        #expect(try standings("tools-of-2025") == [.toolCalls, .answer, .answer])
        #expect(try standings("cut-and-continued").dropLast().allSatisfy { $0 == .partial })
        #expect(try standings("cut-and-continued").count > 2)
        #expect(try job("fill-in-the-middle").rounds.allSatisfy { $0.reply.content?.isEmpty == false })
        #expect(try job("streamed").rounds.allSatisfy { $0.firstToken != nil })
        #expect(try standings("expectations") == [.answer, .answer])

        let results = try folder.lines("jobs.results.jsonl")
        #expect(results.allSatisfy { $0["status"] as? String == "completed" })
        let begun = try #require(results.first { $0["id"] as? String == "prefix" }?["messages"] as? [[String: Any]])
        #expect((begun[1]["content"] as? String)?.hasPrefix("```python\n") == true)
    }

    @Test("With DeepSeek's rules it gives the same results, streamed or not")
    func streamed() async throws {
        let jobs = try Examples.text("deepseek.jsonl")
        let plain = try await Self.results([], of: jobs)
        #expect(try await Self.results(["--stream"], of: jobs) == plain)
        var options = SimulatorOptions.quick
        options.streams.usage = .ownChunk
        options.streams.lineEnd = .crlf
        options.streams.pieceBytes = 5
        options.keepAlive = .milliseconds(1)
        #expect(try await Self.results(["--stream"], of: jobs, options) == plain)
    }

    @Test("`check` finds nothing wrong with it")
    func check() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Examples.text("deepseek.jsonl"))
        let outcome = try await Binary.run(["check", "jobs.jsonl"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("jobs.jsonl: 13 jobs (13 native), 23 turns, 0 bad lines\n"))
    }
}
