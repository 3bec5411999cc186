import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Replies with expectations", .sharesMachine)
struct ReplyTests {
    private static func jobs(_ count: Int, _ members: String) -> String {
        (1...count).map { "{\"id\":\"j\($0)\",\"turns\":[\"Facts about number \($0) as json, please.\",\"More json.\"],\(members)}\n" }
            .joined()
    }

    private static let jsonMode = #""params":{"response_format":{"type":"json_object"}}"#

    @Test("A reply that is not JSON is paid for, discarded and requested again, and the answers are the usual ones")
    func reasked() async throws {
        var plain: [String] = []
        let jobs = Self.jobs(20, Self.jsonMode + #","reask":50"#)
        try await Rehearsal.with(jobs: jobs) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            plain = try rehearsal.results.map { try Self.messages(of: $0) }
            #expect(try rehearsal.reader.summary().counts.rounds == 40)
        }
        try await Rehearsal.with(.quick(Fault(.invalidJSON, probability: 0.4)), jobs: jobs) { rehearsal in
            let outcome = try await rehearsal.run()
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains(" not as expected and discarded"))
            let found = try rehearsal.results.map { try Self.messages(of: $0) }
            #expect(found == plain)
            let summary = try rehearsal.reader.summary()
            #expect(summary.counts.discarded > 0)
            #expect(summary.counts.rounds == 40 + summary.counts.discarded)
            #expect(summary.counts.rounds == rehearsal.provider.statistics.requests)
            #expect(summary.counts.answeredTurns == 40)
            let shown = try await rehearsal.command(["status", Rehearsal.state])
            #expect(shown.output.contains("turns     40 of 40 answered"))
        }
    }

    @Test("A job whose replies are never as expected fails after some replies, and a retry starts the count again")
    func exhausted() async throws {
        let jobs = Self.jobs(1, Self.jsonMode)
        try await Rehearsal.with(.quick(Fault(.invalidJSON, probability: 1)), jobs: jobs) { rehearsal in
            let outcome = try await rehearsal.run()
            #expect(outcome.status == 1)
            #expect(rehearsal.provider.statistics.requests == 3)
            let error = try #require(try rehearsal.results[0]["error"] as? [String: Any])
            #expect(error["code"] as? String == "invalid_json")
            #expect(error["round"] as? Int == 3)
            let rounds = try #require(try rehearsal.results[0]["rounds"] as? [[String: Any]])
            #expect(rounds.map { $0["standing"] as? String } == ["discarded", "discarded", "discarded"])
            let shown = try await rehearsal.command(["show", Rehearsal.state, "j1"])
            #expect(shown.output.contains("assistant, discarded"))
            try await Rehearsal.with { healed in
                let again = try await rehearsal.with(baseURL: healed.provider.baseURL).run(["--retry-failed"])
                #expect(again.status == 0, "\(again.errors)")
                #expect(healed.provider.statistics.requests == 2)
            }
            #expect(try rehearsal.statuses == ["completed"])
        }
    }

    @Test("An empty reply in place of JSON is requested again, and the job fails if every reply is empty")
    func empty() async throws {
        try await Rehearsal.with(.quick(Fault(.nullContent, probability: 1)), jobs: Self.jobs(1, Self.jsonMode)) { rehearsal in
            let outcome = try await rehearsal.run(["--max-attempts", "2"])
            #expect(outcome.status == 1)
            #expect(rehearsal.provider.statistics.requests == 2)
            let error = try #require(try rehearsal.results[0]["error"] as? [String: Any])
            #expect(error["code"] as? String == "empty_reply")
        }
    }

    @Test("Reasoning that uses all tokens fails the job with a special code, and its cost is kept")
    func cutWhileThinking() async throws {
        let job = #"{"id":"a","model":"deepseek-flash","turns":["Why?"],"params":{"max_tokens":8}}"# + "\n"
        try await Rehearsal.with(jobs: job) { rehearsal in
            let outcome = try await rehearsal.run()
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("cut_while_thinking: all 8 output tokens went into the chain of thought"))
            let round = try #require(try rehearsal.reader.job(id: "a")?.rounds.first)
            #expect(round.reply.reasoning?.isEmpty == false)
            #expect(round.reply.usage?.completion == 8)
        }
    }

    @Test("A reply that is truncated and continued equals the whole reply, streamed or not")
    func continued() async throws {
        func job(_ params: String) -> String { "{\"id\":\"a\",\"turns\":[\"A story, please.\",\"Another.\"],\"params\":{\(params)}}\n" }
        var options = SimulatorOptions.quick
        options.replyTokens = 20...60
        var uncut = ""
        try await Rehearsal.with(options, jobs: job("")) { rehearsal in
            #expect(try await rehearsal.asDeepSeek().run().status == 0)
            uncut = try Self.messages(of: rehearsal.results[0])
        }
        for arguments in [[], ["--stream"]] {
            try await Rehearsal.with(options, jobs: job(#""max_tokens":16"#)) { rehearsal in
                let outcome = try await rehearsal.asDeepSeek().run(["--continue-truncated"] + arguments)
                #expect(outcome.status == 0, "\(outcome.errors)")
                let continued = try Self.messages(of: rehearsal.results[0])
                #expect(continued == uncut)
                let stored = try #require(try rehearsal.reader.job(id: "a"))
                #expect(stored.rounds.contains { $0.standing == .partial })
            }
        }
        try await Rehearsal.with(jobs: job(#""max_tokens":4"#)) { rehearsal in
            let outcome = try await rehearsal.run(["--continue-truncated"])
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("--continue-truncated has no effect there."))
            let summary = try rehearsal.reader.summary()
            #expect(summary.counts.rounds == 2, "a server that is not known to support prefill gets no such request")
        }
    }

    @Test("FIM and prefill give the same results, streamed or not")
    func gapsAndPrefixes() async throws {
        let jobs = """
            {"id":"gap","api":"fim","turns":[{"prompt":"def fib(a):","suffix":"    return a"},"def fac(n):"],"params":{"max_tokens":64}}
            {"id":"begun","turns":[{"user":"Quick sort, please.","prefix":"```python\\n"},"Thanks."],"params":{"stop":["```"]}}

            """
        var results: [String] = []
        for arguments in [[], ["--stream"]] {
            try await Rehearsal.with(jobs: jobs) { rehearsal in
                let outcome = try await rehearsal.asDeepSeek().run(arguments)
                #expect(outcome.status == 0, "\(outcome.errors)")
                results.append(try rehearsal.comparableResults)
                let begun = try #require(try rehearsal.results[1]["messages"] as? [[String: Any]])
                #expect((begun[1]["content"] as? String)?.hasPrefix("```python\n") == true)
                #expect(begun.allSatisfy { $0["prefix"] == nil })
                let shown = try await rehearsal.command(["show", Rehearsal.state, "gap"])
                #expect(shown.output.contains("before the gap\n  def fib(a):\n\nafter the gap\n      return a\n"))
            }
        }
        #expect(results[0] == results[1])
    }

    private static func messages(of result: [String: Any]) throws -> String {
        let messages = try #require(result["messages"] as? [[String: Any]])
        return String(decoding: try JSONSerialization.data(withJSONObject: messages, options: .sortedKeys), as: UTF8.self)
    }
}
