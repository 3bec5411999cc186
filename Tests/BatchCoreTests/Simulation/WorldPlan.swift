import BatchCore
import TestSupport

/// The world of one seed: the jobs, the limits, and the frequency of faults.
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
    /// The token budget of a life.
    var tokenBudget: Int?
    /// The dollar budget of a life.
    var costBudget: Dollars?
    /// Whether requests must wait during ``peaks``.
    var waitsForCheapHours = false
    /// The number of lives after which the failed jobs are retried.
    var revivals = 0
    var rules = ConversationRules()
    /// The fallback for the jobs of a stopped account.
    var fallback: Int?
    /// The fallback's model.
    static let spareModel = "spare"
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
            let turns = (1...(1 + upTo(4))).map { turn in Turn(content: JSONText(string: "turn \(turn) of \(number)")) }
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
        costBudget = chance.happens(0.05) ? Dollars(picodollars: Int64(200 + upTo(2_000))) : nil
        waitsForCheapHours = chance.happens(0.3)
    }

    /// Adds expectations, tools and truncated replies.
    func withTrials() -> WorldPlan {
        var plan = self
        var chance = SeededGenerator(seed: seed ^ 0x7001)
        func upTo(_ bound: Int) -> Int { Int(chance.next() % UInt64(bound)) }
        plan.rules.reasoningHistory = ReasoningHistory.allCases[upTo(4)]
        plan.rules.hasToolCommand = chance.happens(0.5)
        plan.rules.continuesTruncated = chance.happens(0.5)
        plan.rules.maxToolRounds = 1 + upTo(4)
        plan.fallback = limits.count > 1 && chance.happens(0.5) ? 1 : nil
        plan.revivals = chance.happens(0.2) ? 1 + upTo(3) : 0
        let tools = #"[{"type":"function","function":{"name":"scripted"}},{"type":"function","function":{"name":"program"}}]"#
        for key in jobs.keys.sorted() {
            if chance.happens(0.4) { plan.jobs[key]?.parameters = Parameters([.init(name: "tools", value: JSONText(tools))]) }
            if chance.happens(0.5) {
                plan.jobs[key]?.toolScript = ToolScript(["scripted": [.init(content: "one"), .init(content: "two")]])
            }
            for turn in plan.jobs[key]?.turns.indices ?? 0..<0 where chance.happens(0.4) {
                var expectation = Expectation()
                (expectation.contains, expectation.reasks) = (["good"], upTo(4))
                plan.jobs[key]?.turns[turn].expectation = expectation
            }
        }
        return plan
    }

    /// Hours soon after the world's beginning, at 08:00 UTC, with double prices.
    static let peaks = [(481, 483), (486, 487), (510, 540)].map { WeeklyHours(start: $0, end: $1) }

    /// Each token costs a picodollar, and two in ``peaks``.
    private static let prices = PriceList(
        own: (0...1).map { account in
            let rate = TokenRate(cachedInput: 1, input: 1, output: 1)
            let double = TokenRate(cachedInput: 2, input: 2, output: 2)
            return Price(
                provider: "account-\(account)", models: ["model", spareModel, "simulated-chat"], rate: rate,
                hours: peaks.map { .init($0, double) })
        })

    func settings(life: Int) -> EngineSettings {
        var settings = EngineSettings(
            accounts: limits.enumerated().map { .init(provider: "account-\($0.offset)", model: "model", limits: $0.element) },
            window: window,
            maxAttempts: maxAttempts, seed: seed &+ UInt64(life))
        settings.fallback = fallback.map { AccountID($0) }
        settings.commitHighWater = highWater
        // The last lives finish the remaining jobs at any cost.
        settings.tokenBudget = life <= 40 ? tokenBudget : nil
        settings.costBudget = life <= 40 ? costBudget : nil
        (settings.prices, settings.waitsForCheapHours) = (Self.prices, waitsForCheapHours)
        return settings
    }
}
