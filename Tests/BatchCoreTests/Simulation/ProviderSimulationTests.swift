import BatchCore
import ProviderSimulator
import Testing

@Suite("The real core and the real wire against simulated providers")
struct ProviderSimulationTests {
    static let seeds: UInt64 = 3_000

    @Test("A disturbed world ends in the same state as an undisturbed one", arguments: 0..<4)
    func sameConversations(part: UInt64) async throws {
        for seed in stride(from: part, to: Self.seeds, by: 4) {
            await Task.yield()
            var disturbed = Self.world(seed: seed)
            do {
                try disturbed.run()
                var calm = Self.calmWorld(seed: seed)
                try calm.run()
                #expect(calm.visits["completed"] == 1 && calm.disk.failed.isEmpty, "seed \(seed)")
                #expect(calm.provider.requests == calm.plan.jobs.values.reduce(0) { $0 + $1.turns.count }, "seed \(seed)")
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

    @Test("The seeds lead to every fault, every outcome and every form of a wait")
    func visits() throws {
        var visits: [String: Int] = [:]
        for seed in UInt64(0)..<500 {
            var world = Self.world(seed: seed)
            try world.run()
            visits.merge(world.visits, uniquingKeysWith: +)
            visits.merge(world.provider.visits, uniquingKeysWith: +)
        }
        let places = Fault.Kind.known.map { "fault " + $0.name } + [
            "replied", "transient", "throttled", "unreachable", "rejected", "account_stopped", "limited", "refused with 401",
            "refused with 402", "retry-after", "retry-after as a date", "retry-after-ms", "idle_timeout", "attempt_timeout", "torn_reply",
            "outage", "topped up", "key mended", "killed", "aborted", "completed", "interrupted", "stopped by the budget",
            "stopped by the dollars",
            "stopped by key_refused", "stopped by insufficient_balance",
        ]
        for place in places { #expect(visits[place, default: 0] >= 5, "\(place): \(visits)") }
        let outages = ["host_not_found", "connection_refused", "connect_timeout", "insecure_connection"]
        #expect(outages.reduce(0) { $0 + visits["stopped by \($1)", default: 0] } >= 5, "\(visits)")
    }

    @Test("A server with lower limits than its client assumes refuses requests, and that is found", arguments: ["concurrency", "rate"])
    func brokenPromise(limit: String) {
        for seed in UInt64(0)..<300 {
            var plan = WorldPlan(seed: seed)
            let servers = ProviderPlan(plan)
            for account in plan.limits.indices {
                if limit == "concurrency" { plan.limits[account].concurrency += 2 }
                if limit == "rate" { plan.limits[account].requestsPerMinute = nil }
            }
            var world = SimulatedWorld(plan: plan, provider: ProviderUpstream(servers, seed: seed))
            do {
                try world.run()
            } catch {
                #expect("\(error)".contains("refused for one"), "seed \(seed)")
                return
            }
        }
        Issue.record("no seed of 300 found it")
    }

    @Test("A word that differs is found")
    func differentWord() throws {
        var (one, other) = (Self.calmWorld(seed: 1), Self.calmWorld(seed: 2))
        try one.run()
        try other.run()
        #expect(Self.difference(of: one.disk, from: one.disk) == nil)
        #expect(Self.difference(of: one.disk, from: other.disk) != nil)
    }

    private static func world(seed: UInt64) -> SimulatedWorld<ProviderUpstream> {
        let plan = WorldPlan(seed: seed)
        return SimulatedWorld(plan: plan, provider: ProviderUpstream(ProviderPlan(plan), seed: seed))
    }

    /// The same jobs with the same replies, without faults.
    private static func calmWorld(seed: UInt64) -> SimulatedWorld<ProviderUpstream> {
        var plan = WorldPlan(seed: seed)
        (plan.crashes, plan.stopChance, plan.tokenBudget, plan.costBudget) = (0, 0, nil, nil)
        return SimulatedWorld(plan: plan, provider: ProviderUpstream(ProviderPlan(plan, isDisturbed: false), seed: seed))
    }

    private static func difference(of disturbed: SimulatedDisk, from calm: SimulatedDisk) -> String? {
        for (key, rounds) in calm.rounds {
            let others = disturbed.rounds[key] ?? []
            if disturbed.failed[key] == nil, others.count != rounds.count {
                return "job \(key) has \(others.count) of \(rounds.count) rounds"
            }
            for (one, other) in zip(rounds.map(\.reply), others.map(\.reply)) {
                guard one.content == other.content, one.responseID == other.responseID else { return "the words of job \(key) differ" }
            }
        }
        return nil
    }
}
