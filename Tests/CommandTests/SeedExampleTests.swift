import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("The example of three providers in one file", .sharesMachine)
struct SeedExampleTests {
    private static let ids = [
        "together", "deepseek-rounds", "deepseek-reasoner", "deepseek-reasoner-streamed", "litellm-chat", "litellm-responses",
    ]

    /// The simulator in place of the three providers, each with its own base URL and key.
    private func profiles(_ baseURL: String) -> String {
        let profiles = ["together/v1", "deepseek", "litellm/v1"].map { path in
            "\"\(path.prefix { $0 != "/" })\": {\"base_url\": \"\(baseURL)/\(path)\", \"key_env\": null}"
        }
        return "{\"providers\": {\(profiles.joined(separator: ", "))}}"
    }

    private func rounds(_ id: String, in results: [[String: Any]]) throws -> [[String: Any]] {
        try #require(results.first { $0["id"] as? String == id }?["rounds"] as? [[String: Any]])
    }

    @Test("`check` finds nothing wrong with it")
    func check() async throws {
        let folder = try Folder()
        try folder.write("seeds.jsonl", Examples.text("seeds.jsonl"))
        let outcome = try await Binary.run(["check", "seeds.jsonl"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("seeds.jsonl: 6 jobs (6 native), 12 turns, 0 bad lines\n"))
    }

    @Test("Each job uses the provider that it names, in that provider's form")
    func asked() async throws {
        var options = SimulatorOptions.quick
        options.responseState = .kept
        try await Rehearsal.with(options, jobs: Examples.text("seeds.jsonl")) { rehearsal in
            var rehearsal = rehearsal
            try rehearsal.folder.write("providers.json", profiles(rehearsal.provider.baseURL))
            rehearsal.asking = ["--providers", "providers.json", "--no-preflight"]
            let outcome = try await rehearsal.run()
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("6 jobs to run: DeepSeek, Together.ai, LiteLLM proxy, models as each job says"))

            let results = try rehearsal.results
            #expect(results.map { $0["id"] as? String } == Self.ids)
            #expect(results.allSatisfy { $0["status"] as? String == "completed" && ($0["messages"] as? [Any])?.count == 4 })
            for id in ["together", "deepseek-reasoner", "deepseek-reasoner-streamed"] {
                #expect(try rounds(id, in: results).allSatisfy { $0["reasoning_content"] is String }, "\(id)")
            }
            #expect(try rounds("deepseek-rounds", in: results).allSatisfy { !($0["reasoning_content"] is String) })
            #expect(try rounds("litellm-chat", in: results).allSatisfy { $0["cost_usd"] is Double }, "the proxy reports the cost")

            let statistics = rehearsal.provider.statistics
            #expect(statistics.requestsByProvider == ["together": 2, "deepseek": 6, "litellm": 4])
            #expect(statistics.requestsBySession == ["a-robot-in-two-requests": 2, "litellm-responses": 2])
            #expect(statistics.historiesKept == 1)
        }
    }

    @Test("Killed after each round, it resumes to the same results")
    func killed() async throws {
        let (whole, folder) = (try Folder(), try Folder())
        for folder in [whole, folder] { try folder.write("seeds.jsonl", Examples.text("seeds.jsonl")) }
        let command = ["seeds.jsonl", "--rehearse"]
        #expect(try await Binary.run(command, in: whole).status == 0)
        func stored() -> Int { (try? StateReader(path: folder.path("seeds.rehearsal.batchrun.db")).summary().counts.rounds) ?? 0 }
        for _ in 1...3 {
            let before = stored()
            let running = try Binary.start(command + ["-c", "1"], in: folder)
            try await waitUntil("another round") { stored() > before || !running.isRunning }
            running.signal(SIGKILL)
            #expect(try await running.wait().wasKilledOrCompleted)
        }
        let outcome = try await Binary.run(command, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func said(_ folder: Folder) throws -> [[String]] {
            try folder.lines("seeds.rehearsal.results.jsonl").map { result in
                (result["messages"] as? [[String: Any]] ?? []).map { $0["content"] as? String ?? "" }
            }
        }
        #expect(try said(folder) == said(whole))
    }
}
