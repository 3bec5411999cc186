import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import Synchronization

/// A folder with a job file and a simulator in the test's process, for batches of the library.
struct BatchWorld {
    let folder: TemporaryFolder
    let simulator: SimulatorServer
    /// The simulator as the provider `simulated`.
    var options = BatchOptions()

    var jobFile: String { folder.path("jobs.jsonl") }
    var state: String { folder.path("jobs.batchrun.db") }

    /// Performs `body` in a world with these jobs, and removes the world.
    static func with(
        _ simulator: SimulatorOptions = .atOnce, jobs: String? = nil, _ body: (BatchWorld) async throws -> Void
    ) async throws {
        let server = SimulatorServer(options: simulator)
        try await server.start()
        do {
            let folder = try TemporaryFolder()
            if let jobs { try folder.write(jobs, to: "jobs.jsonl") }
            var world = BatchWorld(folder: folder, simulator: server)
            world.options.stage = Stage(baseURL: server.baseURL)
            try await body(world)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// A batch of the job file.
    func batch(_ change: (inout BatchOptions) -> Void = { _ in }) throws -> Batch {
        var options = options
        change(&options)
        return try Batch(jobFile, provider: options.provider ?? "simulated", options: options)
    }

    /// Jobs `job-1`, `job-2`, … with this many turns each.
    static func jobs(_ count: Int, turns: Int = 1) -> String {
        (1...count).map { job in
            let words = (1...turns).map { "\"Question \($0) of job-\(job)?\"" }
            return "{\"id\":\"job-\(job)\",\"turns\":[\(words.joined(separator: ","))]}\n"
        }.joined()
    }
}

extension SimulatorOptions {
    /// Answers without a delay.
    static var atOnce: SimulatorOptions {
        var options = SimulatorOptions()
        options.latency = .none
        return options
    }
}

/// Events of a run in their order.
final class EventLog: Sendable {
    private let log = Mutex<[BatchEvent]>([])

    var events: [BatchEvent] { log.withLock { $0 } }
    func note(_ event: BatchEvent) { log.withLock { $0.append(event) } }
}
