import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

/// No key is ever printed, logged or stored.
@Suite("A key is never seen", .sharesMachine)
struct CanaryTests {
    private static let canary = "sk-canary-7f3a91c2e5d84b60"
    private static let variables = ["DEEPSEEK_API_KEY": canary]

    /// Looks for the key in every file of the folder, including outputs and SQLite's files beside the state.
    private func expectNoKey(in folder: Folder, but except: Set<String> = []) throws {
        let names = try folder.names.filter { !except.contains($0) }
        #expect(names.contains { $0.hasSuffix(".err") })
        for name in names { #expect(try folder.bytes(name).range(of: Data(Self.canary.utf8)) == nil, "the key stands in \(name)") }
    }

    /// Reads the state with every command.
    private func readAll(_ rehearsal: Rehearsal) async throws {
        for arguments in [
            ["status", Rehearsal.state], ["status", Rehearsal.state, "--json"], ["show", Rehearsal.state, "job-1", "--attempts"],
            ["export", Rehearsal.state], ["export", Rehearsal.state, "-o", "out.jsonl"], ["errors", "deepseek"], ["providers", "--json"],
        ] {
            let outcome = try await rehearsal.command(arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    @Test("The key reaches only the provider")
    func goodRun() async throws {
        var options = SimulatorOptions.quick
        options.key = Secret(Self.canary)
        try await Rehearsal.with(options, jobs: Jobs.text(4) { _ in 2 }) { rehearsal in
            let rehearsal = rehearsal.asDeepSeek(key: Self.canary)
            #expect(try await rehearsal.run(["--json"]).status == 0)
            #expect(try await rehearsal.run(["--fresh"]).status == 0)
            #expect(rehearsal.provider.statistics.replies == 16)
            try await readAll(rehearsal)
            try expectNoKey(in: rehearsal.folder)
        }
    }

    @Test("So does a key from a .env file or from another variable")
    func dotEnv() async throws {
        var options = SimulatorOptions.quick
        options.key = Secret(Self.canary)
        try await Rehearsal.with(options, jobs: Jobs.text(4)) { rehearsal in
            try rehearsal.folder.write(".env", "# keys\nexport MY_KEY=\"\(Self.canary)\"\n")
            let outcome = try await rehearsal.run(["--api-key-env", "MY_KEY"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(rehearsal.provider.statistics.replies == 4)
            try await readAll(rehearsal)
            try expectNoKey(in: rehearsal.folder, but: [".env"])
        }
    }

    @Test("It is in no file during a run, after a kill, and after the key was refused")
    func brokenRuns() async throws {
        var options = SimulatorOptions.meeting(.stall, in: [false, false, false, false, true, true, true, true])
        options.key = Secret(Self.canary)
        try await Rehearsal.with(options, jobs: Jobs.text(20) { _ in 3 }) { rehearsal in
            let rehearsal = rehearsal.asDeepSeek(key: Self.canary)
            let running = try rehearsal.start(["-c", "4"])
            try await waitUntil("a standstill") { rehearsal.storedRounds == 4 && rehearsal.provider.statistics.faults["stall"] == 4 }
            try await readAll(rehearsal)
            try expectNoKey(in: rehearsal.folder)
            running.signal(SIGKILL)
            #expect(try await running.wait().wasKilled)
            try expectNoKey(in: rehearsal.folder)
            let refused = try await rehearsal.asDeepSeek(key: Self.canary + "-but-wrong").run()
            #expect(refused.status == 3)
            try await readAll(rehearsal)
            try expectNoKey(in: rehearsal.folder)
        }
    }

    @Test("A server's quotation of the key is not repeated", arguments: QuotingServer.Manner.allCases)
    func quoted(manner: QuotingServer.Manner) async throws {
        let server = try await QuotingServer(manner)
        try await Rehearsal.with(jobs: Jobs.text(2)) { rehearsal in
            var rehearsal = rehearsal
            rehearsal.asking = ["--provider", "deepseek", "--no-preflight", "--base-url", server.baseURL]
            rehearsal.environment = Self.variables
            for options in [["--json", "--max-attempts", "1"], ["--retry-failed", "--max-attempts", "1"]] {
                let outcome = try await rehearsal.run(options)
                #expect([1, 3].contains(outcome.status))
            }
            // The server's message is printed, since it has the reason, but without the key.
            let attempts = try rehearsal.reader.summary().attempts.values.reduce(0, +)
            #expect(attempts > 0)
            if manner == .refusal {
                #expect(try await rehearsal.run().errors.contains("Incorrect credentials: Bearer ••••, or else (••••)"))
            }
            try await readAll(rehearsal)
            try expectNoKey(in: rehearsal.folder)
        }
        await server.stop()
    }
}
