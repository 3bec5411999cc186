import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Falling back to another provider", .sharesMachine)
struct FallbackTests {
    /// A folder with two providers, `main` and `spare`. The command uses `main`, with a short patience if it is down.
    private func withTwo(
        _ options: SimulatorOptions, spare optionsOfSpare: SimulatorOptions = .quick, jobs: String,
        _ body: (_ main: Rehearsal, _ spare: SimulatorServer) async throws -> Void
    ) async throws {
        try await Rehearsal.with(options, jobs: jobs) { main in
            try await Rehearsal.with(optionsOfSpare) { spare in
                let profiles = [("main", main), ("spare", spare)].map { name, rehearsal in
                    "\"\(name)\": {\"base_url\": \"\(rehearsal.provider.baseURL)\", \"default_model\": \"simulated-chat\"}"
                }
                try main.folder.write("providers.json", "{\"providers\": {\(profiles.joined(separator: ", "))}}")
                var asking = main
                asking.asking = ["--providers", "providers.json", "--provider", "main", "--patience", "200ms"]
                try await body(asking, spare.provider)
            }
        }
    }

    private static var down: SimulatorOptions {
        var options = SimulatorOptions.quick
        options.faults = [Fault(.status(503), probability: 1)]
        return options
    }

    private static let toSpare = ["--fallback", "spare/simulated-chat"]

    @Test("Without the option there is no fallback: the jobs wait for the next run")
    func offByDefault() async throws {
        try await withTwo(Self.down, jobs: Jobs.text(3)) { main, spare in
            let outcome = try await main.run()
            #expect(outcome.status == 3, "\(outcome.errors)")
            #expect(try main.statuses == ["pending", "pending", "pending"])
            #expect(spare.statistics.requests == 0)
            #expect(try await main.run(Self.toSpare).status == 0)
            #expect(spare.statistics.replies == 3)
        }
    }

    @Test("If a provider stays down the fallback answers, and each result names it; after a kill the run resumes there")
    func down() async throws {
        let jobs = Jobs.text(6) { _ in 3 }
        try await withTwo(Self.down, spare: .taking(.milliseconds(30)), jobs: jobs) { main, spare in
            let running = try main.start(Self.toSpare + ["-c", "2"])
            try await waitUntil("some rounds") { main.storedRounds >= 5 || !running.isRunning }
            running.signal(SIGKILL)
            #expect(try await running.wait().wasKilledOrCompleted)
            let outcome = try await main.run(Self.toSpare)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let results = try main.results
            #expect(results.map { $0["fallback"] as? String } == Array(repeating: "spare/simulated-chat", count: 6))
            #expect(results.allSatisfy { $0["provider"] as? String == "spare" })
            #expect(main.provider.statistics.replies == 0)
            // Each of the six may have had one reply in flight at the kill, which was then requested twice.
            #expect((18...24).contains(spare.statistics.replies))
        }
    }

    @Test("An account that is found empty before the first job is not used; the fallback or the others are")
    func refusedBeforehand() async throws {
        var empty = SimulatorOptions.quick
        empty.balance = 0
        try await Rehearsal.with(empty, jobs: Jobs.text(3) + #"{"id":"own","provider":"spare","turns":["x"]}"#) { main in
            try await Rehearsal.with { spare in
                let profiles = [("main", main), ("spare", spare)].map { name, rehearsal in
                    "\"\(name)\": {\"like\": \"deepseek\", \"base_url\": \"\(rehearsal.provider.baseURL)\", \"key_env\": null, "
                        + "\"default_model\": \"simulated-chat\"}"
                }
                try main.folder.write("providers.json", "{\"providers\": {\(profiles.joined(separator: ", "))}}")
                var asking = main
                asking.asking = ["--providers", "providers.json", "--provider", "main"]
                let others = try await asking.run()
                #expect(others.status == 3, "\(others.errors)")
                #expect(others.errors.contains("main is stopped: the balance is not enough for requests. Its jobs stay unfinished"))
                #expect(try asking.statuses == ["pending", "pending", "pending", "completed"])
                let quiet = try await asking.run(["-q", "--fallback", "spare/simulated-chat", "--limit", "1"])
                #expect(quiet.status == 3)
                #expect(quiet.errors.hasPrefix("The limit of 1 job is reached.\n"), "\(quiet.errors)")
                let outcome = try await asking.run(["--fallback", "spare/simulated-chat"])
                #expect(outcome.status == 0, "\(outcome.errors)")
                #expect(main.provider.statistics.requests == 0 && spare.provider.statistics.replies == 4)
            }
        }
    }

    @Test("A provider cannot be its own fallback")
    func itself() async throws {
        try await withTwo(.quick, jobs: Jobs.text(1)) { main, _ in
            let outcome = try await main.run(["--fallback", "main/other"])
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("All jobs use main already, so it cannot be their fallback."))
        }
    }

    @Test("A begun conversation continues at the fallback with its whole history")
    func halfway() async throws {
        var options = SimulatorOptions.quick
        options.balance = 0.0001
        try await withTwo(options, jobs: Jobs.text(8) { $0 <= 2 ? 1 : 3 }) { main, spare in
            let outcome = try await main.run(Self.toSpare + ["-c", "2"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let replies = [main.provider.statistics.replies, spare.statistics.replies]
            #expect(replies[0] > 0 && replies[1] > 0 && replies[0] + replies[1] == 20)
            let results = try main.results
            #expect(results.contains { $0["fallback"] is NSNull } && results.contains { $0["fallback"] is String })
            // The simulator's reply says which turn it counted in the history that it was sent.
            for result in results {
                let said = (result["rounds"] as? [[String: Any]] ?? []).map { $0["content"] as? String ?? "" }
                #expect(said.map { String($0.prefix(6)) } == (1...said.count).map { "Turn \($0)" })
            }
        }
    }
}
