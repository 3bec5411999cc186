import BatchEngine

/// What one seed makes of the world: the jobs, the limits, how much goes wrong.
struct WorldPlan {
    let seed: UInt64
    var jobs: [JobKey: Job] = [:]
    var accountOf: [JobKey: Int] = [:]
    var limits: [AccountLimits] = []
    var crashes = 0
    var stepsBetweenCrashes = 200
    var stopChance = 0.0
    var maxAttempts = 6
    var window = 0
    var highWater = 4_096
    /// The tokens that a life may use.
    var tokenBudget: Int?
    let stepLimit = 60_000

    init(seed: UInt64) {
        self.seed = seed
        var chance = SeededGenerator(seed: seed)
        func upTo(_ bound: Int) -> Int { Int(chance.next() % UInt64(bound)) }
        for _ in 0...(chance.happens(0.3) ? 1 : 0) {
            let concurrency = 1 + upTo(12)
            limits.append(
                AccountLimits(
                    concurrency: concurrency, initialConcurrency: chance.happens(0.3) ? 1 : concurrency,
                    requestsPerMinute: chance.happens(0.4) ? 1 + upTo(300) : nil,
                    tokensPerMinute: chance.happens(0.2) ? 200 + upTo(50_000) : nil))
        }
        for number in 1...(1 + upTo(14)) {
            let key = JobKey(Int64(number))
            let turns = (1...(1 + upTo(4))).map { turn in Turn(content: Array("\"turn \(turn) of \(number)\"".utf8)) }
            jobs[key] = Job(id: "job-\(number)", line: number, turns: turns, priority: chance.happens(0.2) ? upTo(5) : 0)
            accountOf[key] = upTo(limits.count)
        }
        crashes = upTo(4)
        stepsBetweenCrashes = 5 + upTo(120)
        stopChance = chance.happens(0.3) ? 0.5 : 0
        maxAttempts = 1 + upTo(6)
        window = 1 + upTo(20)
        highWater = chance.happens(0.3) ? 2 + upTo(6) : 4_096
        tokenBudget = chance.happens(0.1) ? 200 + upTo(2_000) : nil
    }

    func settings(life: Int) -> EngineSettings {
        var settings = EngineSettings(
            accounts: limits.enumerated().map { .init(provider: "account-\($0.offset)", limits: $0.element) }, window: window,
            maxAttempts: maxAttempts, seed: seed &+ UInt64(life))
        settings.commitHighWater = highWater
        // The last lives finish what is left, whatever it costs.
        settings.tokenBudget = life <= 40 ? tokenBudget : nil
        return settings
    }
}
