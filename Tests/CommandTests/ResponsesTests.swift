import BatchCore
import BatchEngine
import ProviderSimulator
import TestSupport
import Testing

@Suite("The Responses API from outside", .sharesMachine)
struct ResponsesTests {
    /// The model's text in each round of each job, in order.
    private func contents(_ rehearsal: Rehearsal) throws -> [[String]] {
        try rehearsal.results.map { result in
            (result["rounds"] as? [[String: Any]] ?? []).map { $0["content"] as? String ?? "?" }
        }
    }

    private static let chats = Jobs.text(6) { _ in 3 }
    private static let responses = chats.replacing("{\"id\":", with: "{\"api\":\"responses\",\"id\":")

    private func said(jobs: String, as provider: String, _ change: (inout SimulatorOptions) -> Void) async throws -> (
        contents: [[String]], errors: String, statistics: SimulatorStatistics
    ) {
        var options = SimulatorOptions.quick
        change(&options)
        var said: [[String]] = []
        var errors = ""
        var statistics = SimulatorStatistics()
        try await Rehearsal.with(options, jobs: jobs) { rehearsal in
            let outcome = try await rehearsal.playing(provider).run(["--stream"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            (said, errors, statistics) = (try contents(rehearsal), outcome.errors, rehearsal.provider.statistics)
        }
        return (said, errors, statistics)
    }

    @Test("The texts are the same as in chats, whether or not the server keeps the history", arguments: ["openai", "litellm", "deepseek"])
    func sameAsChats(provider: String) async throws {
        let chats = try await said(jobs: Self.chats, as: provider) { _ in }
        let kept = try await said(jobs: Self.responses, as: provider) { $0.responseState = .kept }
        #expect(kept.contents == chats.contents && !chats.contents.isEmpty)
        #expect(kept.statistics.historiesDropped == 0 && kept.statistics.historiesLost == 0)
        #expect((kept.statistics.historiesKept > 0) == (provider != "deepseek"), "DeepSeek is known to keep nothing")
    }

    @Test("If a server has lost a response, the request is repeated with the whole history, and the loss is reported once")
    func lost() async throws {
        let chats = try await said(jobs: Self.chats, as: "openai") { _ in }
        let lost = try await said(jobs: Self.responses, as: "openai") { $0.responseState = .lost(1) }
        #expect(lost.contents == chats.contents)
        #expect(lost.statistics.historiesLost == 12)
        #expect(lost.errors.split(separator: "(openai) has lost responses").count == 2)
    }

    @Test("A server that ignores the history, for some time or always, is noticed, and reported once", arguments: [nil, 3_600])
    func leftOut(seconds: Int64?) async throws {
        let chats = try await said(jobs: Self.chats, as: "litellm") { _ in }
        let dropped = try await said(jobs: Self.responses, as: "litellm") {
            $0.responseState = seconds.map { .delayed(.seconds($0)) } ?? .dropped
        }
        #expect(dropped.contents == chats.contents)
        #expect(dropped.statistics.historiesDropped == 1, "one request tried it for all")
        #expect(dropped.errors.split(separator: "(litellm) has answered without the history").count == 2)
    }
}
