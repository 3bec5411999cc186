import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Streamed runs", .sharesMachine)
struct StreamTests {
    /// Two models, one of which thinks, and a turn with its own parameters.
    private static let jobs = """
        {"id":"a","turns":["What of the tide? 海","And the moon?"]}
        {"id":"b","model":"simulated-reasoner","turns":["Why?",{"user":"Why so?","params":{"max_tokens":40}},"And then?"]}
        {"id":"c","model":"simulated-reasoner","turns":["Cut short."],"params":{"max_tokens":3}}

        """

    private static func results(_ options: SimulatorOptions, _ arguments: [String], jobs: String = jobs) async throws -> String {
        var results = ""
        try await Rehearsal.with(options, jobs: jobs) { rehearsal in
            let outcome = try await rehearsal.run(arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
            results = try rehearsal.comparableResults
        }
        return results
    }

    @Test("A job gives the same result line with and without a stream, for every form of stream")
    func sameResults() async throws {
        let plain = try await Self.results(.quick, [])
        #expect(plain.split(separator: "\n").count == 3)
        #expect(plain.contains("reasoning_content"))
        var options = SimulatorOptions.quick
        #expect(try await Self.results(options, ["--stream"]) == plain)
        options.streams.usage = .ownChunk
        options.streams.lineEnd = .crlf
        options.streams.endsWithDone = false
        options.keepAlive = .milliseconds(1)
        #expect(try await Self.results(options, ["--stream"]) == plain)
        options.streams.lineEnd = .cr
        options.streams.pieceBytes = 3
        #expect(try await Self.results(options, ["--stream"]) == plain)
    }

    @Test("A job's own parameters decide on its stream, also against the run's option")
    func ownParameters() async throws {
        func line(_ stream: Bool) -> String { "{\"id\":\"a\",\"turns\":[\"Why?\"],\"params\":{\"stream\":\(stream)}}\n" }
        for (own, arguments) in [(true, []), (true, ["--stream"]), (false, ["--stream"]), (false, [])] as [(Bool, [String])] {
            try await Rehearsal.with(jobs: line(own)) { rehearsal in
                #expect(try await rehearsal.run(arguments).status == 0)
                let round = try #require(try rehearsal.reader.job(id: "a")?.rounds.first)
                #expect((round.firstToken != nil) == own)
                #expect(round.reply.usage?.prompt != nil)
            }
        }
    }

    @Test("The time to the first token is stored with round and attempt, and reported at the end")
    func firstToken() async throws {
        var options = SimulatorOptions.quick
        options.latency = .init(base: .milliseconds(20), perToken: .microseconds(500), jitter: 0)
        try await Rehearsal.with(options, jobs: Jobs.text(5) { _ in 2 }) { rehearsal in
            let outcome = try await rehearsal.run(["--stream", "--json"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let summary = try #require(try JSONLines.read(outcome.errors).last)
            for name in ["latency_ms", "first_token_ms"] {
                let told = try #require(summary[name] as? [String: Int])
                #expect(told.keys.sorted() == ["p50", "p95", "p99"])
            }
            let stored = try #require(try rehearsal.reader.job(id: "job-1"))
            for round in stored.rounds { #expect(try #require(round.firstToken) <= round.latency) }
            let attempts = try rehearsal.reader.attempts(of: stored.key)
            #expect(attempts.map(\.attempt.firstToken) == stored.rounds.map(\.firstToken))
            let rounds = try #require(try rehearsal.results.first?["rounds"] as? [[String: Any]])
            #expect(rounds.allSatisfy { $0["first_token_ms"] is Int })
            let shown = try await rehearsal.command(["show", Rehearsal.state, "job-1"])
            #expect(shown.output.contains("(first token "))
        }
        try await Rehearsal.with(jobs: Jobs.text(2)) { rehearsal in
            let outcome = try await rehearsal.run(["--stream"])
            #expect(outcome.errors.contains(#/latency   p50 .*; first token p50 .* p95 .* p99 /#))
            #expect(try await !rehearsal.run(["--fresh"]).errors.contains("first token"))
        }
    }

    /// Runs many short jobs with these faults, few in a row since each makes its job wait longer, and sees that nothing of them is
    /// in the results.
    private func expectBorne(_ kinds: [Fault.Kind], _ arguments: [String] = []) async throws {
        let jobs = Jobs.text(kinds.count * 30)
        let plain = try await Self.results(.quick, [], jobs: jobs)
        var options = SimulatorOptions.quick
        options.keepAlive = .milliseconds(10)
        options.faults = kinds.map { Fault($0, probability: 0.1 / Double(kinds.count)) }
        try await Rehearsal.with(options, jobs: jobs) { rehearsal in
            let outcome = try await rehearsal.run(["--stream", "--max-attempts", "100"] + arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try rehearsal.comparableResults == plain)
            for kind in kinds { #expect(rehearsal.provider.statistics.faults[kind.name] ?? 0 > 0, "\(kind.name)") }
            #expect(try rehearsal.reader.summary().attempts["transient"] ?? 0 > 0)
        }
    }

    @Test("Streams that break off, contain an error or end without an answer are retried")
    func retried() async throws {
        try await expectBorne([.torn, .truncatedJSON, .streamError, .errorIn200, .insufficientResource, .empty, .nullContent])
    }

    @Test("Streams that stall, also after comments, end at the idle timeout and are retried")
    func idle() async throws { try await expectBorne([.stall, .onlyComments], ["--idle-timeout", "1s"]) }
}
