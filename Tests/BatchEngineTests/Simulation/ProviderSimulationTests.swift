import BatchEngine
import ProviderSimulator
import Testing

@Suite("The real core and the real wire against simulated providers")
struct ProviderSimulationTests {
    static let seeds: UInt64 = 3_000

    @Test("What a disturbed world has in the end is what an undisturbed one has", arguments: 0..<4)
    func sameConversations(part: UInt64) throws {
        for seed in stride(from: part, to: Self.seeds, by: 4) {
            var disturbed = Self.world(seed: seed)
            do {
                try disturbed.run()
                var calm = try Self.calmWorld(seed: seed)
                try calm.run()
                #expect(calm.visits["completed"] == 1 && calm.disk.failed.isEmpty, "seed \(seed)")
                #expect(calm.provider.statistics.reduce(0) { $0 + $1.requests } == calm.plan.jobs.values.reduce(0) { $0 + $1.turns.count }, "seed \(seed)")
                if let problem = Self.difference(of: disturbed.disk, from: calm.disk) { Issue.record("seed \(seed): \(problem)") }
            } catch {
                Issue.record("seed \(seed), life \(disturbed.lives), step \(disturbed.steps): \(error)")
                return
            }
        }
    }

    @Test("The same seed gives the same trace")
    func sameSeedSameTrace() throws {
        for seed in UInt64(0)..<10 {
            var (first, second) = (Self.world(seed: seed), Self.world(seed: seed))
            try first.run()
            try second.run()
            #expect(first.trace == second.trace)
        }
    }

    private static func world(seed: UInt64) -> SimulatedWorld<ProviderUpstream> {
        let plan = WorldPlan(seed: seed)
        return SimulatedWorld(plan: plan, provider: ProviderUpstream(ProviderPlan(plan), seed: seed))
    }

    /// The same jobs and the same words, and nothing goes wrong.
    private static func calmWorld(seed: UInt64) throws -> SimulatedWorld<ProviderUpstream> {
        var plan = WorldPlan(seed: seed)
        (plan.crashes, plan.stopChance, plan.tokenBudget) = (0, 0, nil)
        return SimulatedWorld(plan: plan, provider: ProviderUpstream(ProviderPlan(plan, isDisturbed: false), seed: seed))
    }

    private static func difference(of disturbed: SimulatedDisk, from calm: SimulatedDisk) -> String? {
        for (key, rounds) in calm.rounds {
            let others = disturbed.rounds[key] ?? []
            if disturbed.failed[key] == nil, others.count != rounds.count { return "job \(key) has \(others.count) of \(rounds.count) rounds" }
            for (one, other) in zip(rounds, others) where one.reply.content != other.reply.content || one.reply.responseID != other.reply.responseID {
                return "round \(one.number) of job \(key) differs"
            }
        }
        return nil
    }
}
