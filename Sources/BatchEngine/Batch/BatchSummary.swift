public import BatchCore

/// What a run did, and why it ended. The counts of this run are its members: `summary.rounds`.
@dynamicMemberLookup
public struct BatchSummary: Sendable {
    /// Counts of this run only; jobs and turns are those of the state file.
    public let counts: Counts
    /// Counts of the state file, this run included.
    public let total: Counts
    /// Why the run ended.
    public let ending: BatchEnding
    /// Time from the engine's start to its end; zero if nothing was left to do.
    public let elapsed: Duration
    /// Times of whole replies; nil if there was none.
    public let latency: LatencyPercentiles?
    /// Times to first token of streamed replies; nil if none was streamed.
    public let firstToken: LatencyPercentiles?
    /// Most requests that were in flight at a time.
    public let peakInFlight: Int
    /// Replies and refusals of servers that had lost a conversation's history.
    public let historiesLost: Int
    /// Jobs of the state file that have failed, by reason.
    public let failures: [FailureCount]
    /// Jobs that the format of the results cannot represent, by reason.
    public let omitted: [LeftOut: Int]
    /// Path of the results, `-` for standard output; nil if none were written.
    public let resultsPath: String?
    /// Whether the simulator answered in place of every provider, so that nothing was paid.
    public let isRehearsal: Bool
    /// Whether no job was left to run.
    public let hadNothingToDo: Bool
    /// Whether the cost of some replies is unknown, those of the simulator apart.
    package let hasUnknownCosts: Bool
    /// What the user may do about ``failures``, by code; without those for which nothing is known.
    public let advice: [String: Advice]

    init(_ result: EngineRun.Result, failures: [FailureCount], accounts: Accounts, omitted: [LeftOut: Int], resultsPath: String?) {
        let (tally, before) = (result.tally, result.before.counts)
        var counts = tally.counts
        (counts.jobs, counts.turns) = (before.jobs, before.turns)
        (self.counts, total) = (counts, before + tally.counts)
        (ending, elapsed, isRehearsal) = (result.ending, result.elapsed, result.isRehearsal)
        (latency, firstToken) = (result.latencies.percentiles, result.latencies.firstTokenPercentiles)
        peakInFlight = tally.peakInFlight
        historiesLost = tally.historyLost.values.reduce(0) { $0 + $1.refused + $1.leftOut }
        (self.failures, self.omitted, self.resultsPath) = (failures, omitted, resultsPath)
        hadNothingToDo = before.pending == 0
        hasUnknownCosts = tally.roundsWithoutCost.keys.contains { $0.provider != Provider.simulated.name }
        var advice: [String: Advice] = [:]
        for failure in failures {
            let known = Set(accounts.list.compactMap { $0.errors.advice(onRejected: failure.code) })
            advice[failure.code] = known.count == 1 ? known.first : Advice(onFailure: failure.code)
        }
        self.advice = advice
    }

    /// A count by its name.
    public subscript<Value>(dynamicMember member: KeyPath<Counts, Value>) -> Value { counts[keyPath: member] }
}

/// Why a run ended.
public enum BatchEnding: Hashable, Sendable {
    /// Every job is completed or has failed.
    case completed
    /// ``Batch/drain()`` or ``Batch/abort()`` was called.
    case interrupted
    /// The run took as many jobs as it may.
    case limitReached(jobs: Int)
    /// The run used as many tokens as it may.
    case tokenBudgetReached(Int)
    /// The run cost as much as it may.
    case costBudgetReached(Dollars)
    /// The cost of a reply of the model is unknown, so the budget in dollars cannot be kept.
    case costUnknown(AskedModel)
    /// No account is left that can continue: key refused, balance empty, server unreachable.
    case accountStopped(Failure)

    init(_ ending: Ending, limit: Int?, pending: Int) {
        self =
            switch ending {
            case .completed: limit.flatMap { pending > 0 ? .limitReached(jobs: $0) : nil } ?? .completed
            case .stopped(.interrupted): .interrupted
            case .stopped(.tokenBudget(let tokens)): .tokenBudgetReached(tokens)
            case .stopped(.costBudget(let dollars)): .costBudgetReached(dollars)
            case .stopped(.costUnknown(let model)): .costUnknown(model)
            case .stopped(.account(let failure)): .accountStopped(failure)
            }
    }

    /// A word in lower case with underscores. The state file records it.
    public var code: String {
        switch self {
        case .completed: "completed"
        case .interrupted: "interrupted"
        case .limitReached: "limit_reached"
        case .tokenBudgetReached, .costBudgetReached: "budget_reached"
        case .costUnknown: "cost_unknown"
        case .accountStopped(let failure): failure.code
        }
    }
}
