import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator

/// A folder with a job file, a simulated provider inside the test's process, and the command between them.
struct Rehearsal {
    let folder: Folder
    let provider: SimulatorServer
    /// The options that select the provider, and the environment variables.
    var asking: [String]
    var environment: [String: String] = [:]

    static let state = "jobs.batchrun.db"
    static let results = "jobs.results.jsonl"

    /// Performs `body` in a world with these jobs, and removes the world.
    static func with(
        _ options: SimulatorOptions = .quick, jobs: String? = nil, _ body: (Rehearsal) async throws -> Void
    ) async throws {
        let server = SimulatorServer(options: options)
        try await server.start()
        do {
            let folder = try Folder()
            if let jobs { try folder.write("jobs.jsonl", jobs) }
            try await body(
                Rehearsal(folder: folder, provider: server, asking: ["--base-url", server.baseURL, "--model", "simulated-chat"]))
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// The same folder, with this server in place of DeepSeek.
    func asDeepSeek(key: String = "sk-rehearsal", lookingFirst looksFirst: Bool = false) -> Rehearsal {
        var other = self
        other.asking = ["--provider", "deepseek"] + (looksFirst ? [] : ["--no-preflight"]) + asking
        other.environment = ["DEEPSEEK_API_KEY": key]
        return other
    }

    /// The same folder, with the simulator in place of the provider of that name.
    func playing(_ provider: String) -> Rehearsal {
        var other = with(baseURL: "\(self.provider.baseURL)/\(provider)/v1")
        other.asking = ["--provider", provider, "--no-preflight"] + other.asking
        other.environment = ["\(provider.uppercased())_API_KEY": "sk-rehearsal"]
        return other
    }

    /// The same folder, with another server in the provider's place.
    func with(baseURL: String) -> Rehearsal {
        var other = self
        if let place = other.asking.firstIndex(of: "--base-url") { other.asking[place + 1] = baseURL }
        return other
    }

    func start(_ options: [String] = [], job argument: String = "jobs.jsonl", input: String? = nil) throws -> Running {
        try Binary.start([argument] + asking + options, in: folder, environment: environment, input: input)
    }

    func run(_ options: [String] = [], job argument: String = "jobs.jsonl", input: String? = nil) async throws -> Binary.Outcome {
        try await start(options, job: argument, input: input).wait()
    }

    /// Runs another subcommand in the folder.
    func command(_ arguments: [String]) async throws -> Binary.Outcome {
        try await Binary.run(arguments, in: folder, environment: environment)
    }

    var reader: StateReader { get throws { try StateReader(path: folder.path(Self.state)) } }
    /// Number of rounds in the state file; 0 if there is no state file yet.
    var storedRounds: Int { (try? reader.summary().counts.rounds) ?? 0 }
    var results: [[String: Any]] { get throws { try folder.lines(Self.results) } }
    /// The statuses of the results, in their order.
    var statuses: [String] { get throws { try results.map { $0["status"] as? String ?? "?" } } }
    /// The results without members that may differ between runs.
    var comparableResults: String { get throws { try folder.read(Self.results).comparable } }
}

extension String {
    /// The results without times and counts of attempts.
    var comparable: String {
        replacing(#/"(attempts|latency_ms|first_token_ms)":(?:[0-9]+|null)/#) { "\"\($0.1)\":0" }
            .replacing(#/"created_at":"[^"]*"/#) { _ in "\"created_at\":\"\"" }
    }
}
