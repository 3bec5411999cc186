import BatchCore
import Testing

@Suite("The real core in a simulated world")
struct SimulationTests {
    static let seeds: UInt64 = 10_000

    @Test("Ten thousand seeds with faults, crashes and stops: every job ends once and nothing is bought twice", arguments: 0..<8)
    func manySeeds(part: UInt64) async throws {
        for seed in stride(from: part, to: Self.seeds, by: 8) {
            // Other tests wait for the thread meanwhile, some of them with an open connection.
            await Task.yield()
            var world = Self.world(seed: seed)
            do {
                try world.run()
            } catch {
                Issue.record("seed \(seed), life \(world.lives), step \(world.steps): \(error)")
                return
            }
        }
    }

    @Test("The same seed gives the same trace")
    func sameSeedSameTrace() throws {
        for seed in UInt64(0)..<50 {
            var first = Self.world(seed: seed)
            var second = Self.world(seed: seed)
            try first.run()
            try second.run()
            #expect(first.trace == second.trace)
            #expect(first.steps == second.steps)
        }
        var other = Self.world(seed: 1)
        var one = Self.world(seed: 2)
        try other.run()
        try one.run()
        #expect(other.trace != one.trace)
    }

    @Test("A planted bug is found, with the expected breach", arguments: PlantedBug.allCases)
    func plantedBug(bug: PlantedBug) {
        for seed in UInt64(0)..<300 {
            var world = Self.world(seed: seed, bug: bug)
            do {
                try world.run()
            } catch {
                #expect("\(error)".contains(bug.symptom), "seed \(seed)")
                return
            }
        }
        Issue.record("no seed of 300 found \(bug)")
    }

    @Test("The seeds lead to every kind of trouble")
    func visits() throws {
        var visits: [String: Int] = [:]
        for seed in UInt64(0)..<1_000 {
            var world = Self.world(seed: seed)
            try world.run()
            visits.merge(world.visits, uniquingKeysWith: +)
            if !world.disk.failed.isEmpty { visits["jobs failed", default: 0] += 1 }
            for failure in world.disk.failed.values { visits["failed with \(failure.failure.code)", default: 0] += 1 }
        }
        for place in [
            "killed", "killed in a commit", "killed after a commit", "replied", "transient", "throttled", "unreachable", "rejected",
            "account_stopped", "completed", "interrupted", "aborted", "jobs failed", "stopped by insufficient_balance",
            "stopped by the budget", "stopped by the dollars", "called tools", "cut", "program failed", "program answered", "revived",
        ] { #expect(visits[place, default: 0] >= 10, "\(place): \(visits)") }
    }

    private static func world(seed: UInt64, bug: PlantedBug? = nil) -> SimulatedWorld<DiceUpstream> {
        SimulatedWorld(plan: WorldPlan(seed: seed).withTrials(), provider: DiceUpstream(seed: seed), bug: bug)
    }
}
