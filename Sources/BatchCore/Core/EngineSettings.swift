/// What a run of the engine is set to.
package struct EngineSettings: Sendable {
    /// One of the accounts that the run asks.
    package struct AccountSettings: Sendable {
        /// The provider's name, for records.
        package var provider: String
        /// The model that is asked where the job names none, for prices; nil where each job must name one.
        package var model: String?
        package var limits: AccountLimits
        /// The names by which lines ask for it; an empty one stands for the lines that name nobody. Without any, no job is its.
        package var jobNames: [String]
        /// Why the account cannot be asked at all, its key missing for one; nil where it can.
        package var obstacle: Failure?

        package init(
            provider: String, model: String? = nil, limits: AccountLimits, jobNames: [String] = [""], obstacle: Failure? = nil
        ) {
            (self.provider, self.model, self.limits, self.obstacle) = (provider, model, limits, obstacle)
            self.jobNames = jobNames
        }
    }

    package var accounts: [AccountSettings]
    /// The account that is asked for the conversations of accounts that have stopped; nil for none.
    package var fallback: AccountID?
    /// The most conversations in memory.
    package var window: Int
    /// From so many bytes of conversations in memory no more are taken in than may be under way.
    package var windowBytes = 64 << 20
    /// The most attempts under way at once, of all accounts together.
    package let inFlight: Int
    /// From so many programs running at once none is started for another conversation. Those of one reply's calls are asked for
    /// together, however many they are.
    package var toolConcurrency = Int.max
    /// How many attempts a round may spend before its job fails.
    package var maxAttempts: Int
    package var backoff: Backoff
    /// How long an account may be refused for its limit, or out of reach, without a single reply before it is stopped.
    package var patience: Duration
    /// The run stops when it has used as many tokens; nil for no budget.
    package var tokenBudget: Int?
    /// What tokens cost.
    package var prices = PriceList.builtIn
    /// The run stops when it has cost as much, or when a reply has come whose cost is not known; nil for no budget.
    package var costBudget: Dollars?
    /// Nothing is started at hours in which its model costs more than at others.
    package var waitsForCheapHours = false
    /// The run takes only so many jobs; nil for all.
    package var jobLimit: Int?
    package var seed: UInt64
    /// How long a record waits for company before it is committed, and how many are company enough.
    package var linger: Duration = .milliseconds(2)
    package var fullGroup = 64
    /// From so many uncommitted records nothing new is asked for, until half of them are durable.
    package var commitHighWater: Int

    package init(
        accounts: [AccountSettings], window: Int? = nil, maxAttempts: Int = 6, backoff: Backoff = Backoff(),
        patience: Duration = .seconds(1_800), tokenBudget: Int? = nil, jobLimit: Int? = nil, fallback: AccountID? = nil, seed: UInt64
    ) {
        (self.accounts, self.maxAttempts, self.backoff, self.fallback) = (accounts, max(1, maxAttempts), backoff, fallback)
        (self.patience, self.tokenBudget, self.jobLimit, self.seed) = (patience, tokenBudget, jobLimit, seed)
        // Beside those under way, room for those that wait: for a commit, a retry, a limit.
        inFlight = accounts.indices.reduce(0) { sum, place in
            let isAsked = accounts[place].obstacle == nil && (!accounts[place].jobNames.isEmpty || fallback?.index == place)
            return sum + (isAsked ? accounts[place].limits.concurrency : 0)
        }
        self.window = window ?? inFlight * 2 + 1_024
        commitHighWater = Self.commitHighWater(inFlight: inFlight)
    }

    /// Twice as many as may be under way: few enough to bound what a kill can lose, and enough for no disk that keeps up to
    /// be waited for.
    static func commitHighWater(inFlight: Int) -> Int { min(4_096, max(32, 2 * inFlight)) }

    /// The most replies that a killed run may have been billed for without keeping them, where so many requests could be under
    /// way: those on the wire, and those that had come and were not durable yet.
    package static func mostLost(inFlight: Int) -> Int { inFlight + commitHighWater(inFlight: inFlight) }
}
