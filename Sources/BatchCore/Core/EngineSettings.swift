/// Settings of a run of the engine.
package struct EngineSettings: Sendable {
    /// One account of the run.
    package struct AccountSettings: Sendable {
        /// The provider's name, for records.
        package var provider: String
        /// Model used if the job names none, for prices; nil if each job must name one.
        package var model: String?
        package var limits: AccountLimits
        /// The names by which lines ask for it; an empty name stands for lines that name no provider. Without names it has no jobs.
        package var jobNames: [String]
        /// Why the account cannot be used, such as a missing key; nil if it can.
        package var obstacle: Failure?

        package init(
            provider: String, model: String? = nil, limits: AccountLimits, jobNames: [String] = [""], obstacle: Failure? = nil
        ) {
            (self.provider, self.model, self.limits, self.obstacle) = (provider, model, limits, obstacle)
            self.jobNames = jobNames
        }
    }

    package var accounts: [AccountSettings]
    /// The account that takes over the conversations of stopped accounts; nil for none.
    package var fallback: AccountID?
    /// Maximum conversations in memory.
    package var window: Int
    /// If conversations hold this many bytes of memory, no more are read than may be in flight.
    package var windowBytes = 64 << 20
    /// Maximum attempts in flight, of all accounts together.
    package let inFlight: Int
    /// While this many programs run, none is started for another conversation. All programs for the calls of one reply start together.
    package var toolConcurrency = Int.max
    /// Maximum attempts of a round before its job fails.
    package var maxAttempts: Int
    package var backoff: Backoff
    /// Stop an account after this long without a reply, if it only refuses or cannot be reached.
    package var patience: Duration
    /// The run stops when it has used this many tokens; nil for no budget.
    package var tokenBudget: Int?
    /// Prices of tokens.
    package var prices = PriceList.builtIn
    /// The run stops when it has cost this much, or when the cost of a reply is unknown; nil for no budget.
    package var costBudget: Dollars?
    /// Whether requests wait for the hours at which their model costs less.
    package var waitsForCheapHours = false
    /// Maximum jobs of the run; nil for all.
    package var jobLimit: Int?
    package var seed: UInt64
    /// The longest time that a record waits for others before it is committed; ``fullGroup`` records do not wait.
    package var linger: Duration = .milliseconds(2)
    package var fullGroup = 64
    /// At this many uncommitted records nothing new is requested, until half of them are durable.
    package var commitHighWater: Int

    package init(
        accounts: [AccountSettings], window: Int? = nil, maxAttempts: Int = 6, backoff: Backoff = Backoff(),
        patience: Duration = .seconds(1_800), tokenBudget: Int? = nil, jobLimit: Int? = nil, fallback: AccountID? = nil, seed: UInt64
    ) {
        (self.accounts, self.maxAttempts, self.backoff, self.fallback) = (accounts, max(1, maxAttempts), backoff, fallback)
        (self.patience, self.tokenBudget, self.jobLimit, self.seed) = (patience, tokenBudget, jobLimit, seed)
        // Conversations that wait for a commit, a retry or a limit need room beside those in flight.
        inFlight = accounts.indices.reduce(0) { sum, place in
            let isAsked = accounts[place].obstacle == nil && (!accounts[place].jobNames.isEmpty || fallback?.index == place)
            return sum + (isAsked ? accounts[place].limits.concurrency : 0)
        }
        self.window = window ?? inFlight * 2 + 1_024
        commitHighWater = Self.commitHighWater(inFlight: inFlight)
    }

    /// Twice as many as may be in flight. This bounds what a kill can lose, and is enough that a disk that keeps up delays nothing.
    static func commitHighWater(inFlight: Int) -> Int { min(4_096, max(32, 2 * inFlight)) }

    /// The most replies that a killed run may have paid for and lost, if this many requests could be in flight: those on the wire, and
    /// those that had arrived and were not durable yet.
    package static func mostLost(inFlight: Int) -> Int { inFlight + commitHighWater(inFlight: inFlight) }
}
