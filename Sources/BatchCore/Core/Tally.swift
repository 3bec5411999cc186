/// What has come of a run so far. Counts are of this run alone unless said otherwise.
package struct Tally: Sendable {
    /// Conversations taken into the window.
    package internal(set) var admitted = 0
    package internal(set) var completed = 0
    package internal(set) var failed = 0
    /// Conversations let go unfinished because their account has stopped.
    package internal(set) var held = 0
    /// Why accounts have stopped, by provider.
    package internal(set) var stopped: [String: Failure] = [:]
    /// Conversations that the fallback was asked for, since their account has stopped.
    package internal(set) var fallenBack = 0
    package internal(set) var rounds = 0
    /// Turns that were answered.
    package internal(set) var turns = 0
    /// Rounds whose reply fell short of what its turn expects.
    package internal(set) var discarded = 0
    /// Programs that were run to answer calls of tools.
    package internal(set) var toolRuns = 0
    /// HTTP attempts begun.
    package internal(set) var attempts = 0
    /// Attempts that failed and are asked again.
    package internal(set) var retries = 0
    package internal(set) var throttled = 0
    package internal(set) var unreachable = 0
    /// Rounds that were asked again with all that was said, since the server had not kept it, by model.
    package internal(set) var historyLost: [AskedModel: HistoryLoss] = [:]
    package internal(set) var peakInFlight = 0
    /// Attempts that were under way when the run was aborted.
    package internal(set) var abandoned = 0
    package internal(set) var promptTokens = 0
    package internal(set) var completionTokens = 0
    package internal(set) var cachedTokens = 0
    package internal(set) var reasoningTokens = 0
    /// Tokens that failed attempts were billed for, as far as the provider told.
    package internal(set) var wastedTokens = 0
    /// What the rounds cost, as far as it is known.
    package internal(set) var cost = Dollars.zero
    /// What failed attempts cost, as far as it is known.
    package internal(set) var wastedCost = Dollars.zero
    /// What cached input would have cost besides, had it not come from the providers' caches.
    package internal(set) var savedByCache = Dollars.zero
    /// How many rounds have come of each model whose cost is not known.
    package internal(set) var roundsWithoutCost: [AskedModel: Int] = [:]

    package init() {}

    package var totalTokens: Int { Self.sum(Self.sum(promptTokens, completionTokens), wastedTokens) }
    /// All that the run is known to have cost.
    package var totalCost: Dollars { cost + wastedCost }

    /// - Parameter model: the one that was asked.
    mutating func count(_ round: Round, of model: AskedModel) {
        rounds += 1
        switch round.standing {
        case .answer: turns += 1
        case .discarded: discarded += 1
        case .toolCalls, .partial: break
        }
        if let cost = round.cost {
            self.cost += cost.total
            savedByCache += cost.savedByCache ?? .zero
        } else {
            roundsWithoutCost[model, default: 0] += 1
        }
        guard let usage = round.reply.usage else { return }
        promptTokens = Self.sum(promptTokens, usage.prompt ?? 0)
        completionTokens = Self.sum(completionTokens, usage.completion ?? 0)
        cachedTokens = Self.sum(cachedTokens, usage.cached ?? 0)
        reasoningTokens = Self.sum(reasoningTokens, usage.reasoning ?? 0)
    }

    mutating func countWaste(_ usage: Usage?, _ cost: Cost?) {
        wastedTokens = Self.sum(wastedTokens, usage?.total ?? 0)
        wastedCost += cost?.total ?? .zero
    }

    /// The sum of two counts, held at the end of what can be counted: a server may write any number.
    private static func sum(_ one: Int, _ other: Int) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

/// How a server lost what it was to keep.
package struct HistoryLoss: Hashable, Sendable {
    /// Requests that it refused, since it did not have the response to go on from.
    package internal(set) var refused = 0
    /// Replies that it gave to a history that it had left out without a word. They are paid for and of no use.
    package internal(set) var leftOut = 0
}

/// A model of a provider, which rounds are asked of.
package struct AskedModel: Hashable, Comparable, Sendable {
    /// The provider's name.
    package var provider: String
    /// Nil where neither the job nor the account names one.
    package var model: String?

    package init(provider: String, model: String?) { (self.provider, self.model) = (provider, model) }

    package static func < (left: AskedModel, right: AskedModel) -> Bool {
        (left.provider, left.model ?? "") < (right.provider, right.model ?? "")
    }
}

/// What keeps a run from going faster now.
package enum Bottleneck: Hashable, Sendable {
    /// As many attempts are under way as may be.
    case concurrency(Int)
    case requestsPerMinute
    case tokensPerMinute
    /// The provider has asked to wait, or could not be reached.
    case paused(until: Instant)
    /// Asking costs more now than it will then.
    case peakHours(until: Instant)
    /// The disk does not keep up.
    case disk
    /// Nothing can be asked before programs have answered.
    case programs
    /// Nothing is left but what has failed once, and is asked again then.
    case retries(until: Instant)
    /// Nothing: there are no more conversations to start.
    case none
}

extension EngineCore {
    package var inFlight: Int { window.inFlight }
    /// Programs that are running to answer calls of tools.
    package var toolsRunning: Int { window.toolsRunning }
    package var conversationsInWindow: Int { window.occupied }
    /// Whether the run is on its way to a stop.
    package var isDraining: Bool { stopReason != nil }

    /// What keeps the run from going faster, for the account that has most to do.
    package mutating func bottleneck(at now: Instant) -> Bottleneck {
        if ledger.holdsBack { return .disk }
        guard let busiest = accounts.indices.max(by: { accounts[$0].ready.count < accounts[$1].ready.count }),
            !accounts[busiest].ready.isEmpty
        else {
            guard window.inFlight == 0 else { return .none }
            return window.toolsRunning > 0 ? .programs : waiting.nextDue.map { .retries(until: $0) } ?? .none
        }
        switch hindrance(account: busiest, at: now) {
        case .concurrency: return .concurrency(accounts[busiest].allowed)
        case .requestRate: return .requestsPerMinute
        case .tokenRate: return .tokensPerMinute
        case .paused(let until): return .paused(until: until)
        case .peakHours(let until): return .peakHours(until: until)
        case .stopped, nil: return .none
        }
    }
}
