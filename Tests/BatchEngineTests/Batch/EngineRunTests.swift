import BatchCore
import ProviderSimulator
import Testing

@testable import BatchEngine

@Suite("The engine's part of a run")
struct EngineRunTests {
    @Test("A run that no account can serve records its end, since it has lost no reply")
    func unservedProvider() async throws {
        try await BatchWorld.with { world in
            let state = try StateFile(path: world.state)
            defer { state.close() }
            let ingest = try state.beginIngest(at: .epoch)
            _ = try ingest.add(.sample("a", line: 1, provider: "elsewhere"))
            try ingest.commit()
            let run = try BatchRun(world.batch(), every: .seconds(1), { _ in }, { _ in })
            let error = #expect(throws: BatchError.self) { try EngineRun(run, state, state.reader().summary()).perform() }
            #expect(error?.code == "unknown_provider")
            #expect(try state.reader().runs().last?.ending == "unknown_provider")
            #expect(try state.previousRunLost() == nil)
            #expect(world.simulator.statistics.requests == 0)
        }
    }
}
