/// Counts of a run so far, with what only the run knows.
package struct Tally: Sendable {
    /// Counts of this run alone. Jobs and turns of scripts are the state file's to count, and zero here.
    package internal(set) var counts = Counts()
    /// Conversations taken into the window.
    package internal(set) var admitted = 0
    /// Conversations that left the window unfinished, since their account has stopped.
    package internal(set) var held = 0
    /// Why accounts have stopped, by provider.
    package internal(set) var stopped: [String: Failure] = [:]
    /// Conversations given to the fallback, since their account has stopped.
    package internal(set) var fallenBack = 0
    /// Rounds requested again with the whole history, since the server had not kept it, by model.
    package internal(set) var historyLost: [AskedModel: HistoryLoss] = [:]
    /// Rounds whose cost is not known, by the requested model; together ``Counts/roundsWithoutCost``.
    package internal(set) var roundsWithoutCost: [AskedModel: Int] = [:]
    /// The most attempts in flight at once.
    package internal(set) var peakInFlight = 0

    package init() {}

    /// - Parameter model: the requested model.
    mutating func count(_ round: Round, of model: AskedModel) {
        counts.count(round)
        if round.cost == nil { roundsWithoutCost[model, default: 0] += 1 }
    }
}

/// How often a server lost the history that it had to keep.
package struct HistoryLoss: Hashable, Sendable {
    /// Requests refused, since the server no longer had the response to continue from.
    package internal(set) var refused = 0
    /// Replies that ignored the history without saying so. They are paid for and useless.
    package internal(set) var leftOut = 0
}

/// What keeps a run from going faster now.
public enum Bottleneck: Hashable, Sendable {
    /// As many attempts are in flight as may be.
    case concurrency(Int)
    /// As many requests a minute as may be.
    case requestsPerMinute
    /// As many tokens a minute as may be.
    case tokensPerMinute
    /// The provider has asked to wait, or could not be reached.
    case paused(until: Instant)
    /// Requests cost more now than they will then.
    case peakHours(until: Instant)
    /// The disk does not keep up.
    case disk
    /// Nothing can be requested before programs have answered.
    case programs
    /// Only retries are left, and the first is due then.
    case retries(until: Instant)
    /// Nothing: there are no more conversations to start.
    case none
}

extension EngineCore {
    package var inFlight: Int { window.inFlight }
    /// Programs that are running to answer calls of tools.
    package var toolsRunning: Int { window.toolsRunning }
    /// Whether the run is stopping.
    package var isDraining: Bool { stopReason != nil }

    /// What keeps the run from going faster, for the account that has most to do.
    package mutating func bottleneck(at now: Instant) -> Bottleneck {
        if ledger.holdsBack { return .disk }
        guard let busiest = accounts.ids.max(by: { accounts[$0].schedule.ready.count < accounts[$1].schedule.ready.count }),
            !accounts[busiest].schedule.ready.isEmpty
        else {
            guard window.inFlight == 0 else { return .none }
            return window.toolsRunning > 0 ? .programs : waiting.nextDue.map { .retries(until: $0) } ?? .none
        }
        switch hindrance(account: busiest, at: now) {
        case .concurrency: return .concurrency(accounts[busiest].schedule.allowed)
        case .requestRate: return .requestsPerMinute
        case .tokenRate: return .tokensPerMinute
        case .paused(let until): return .paused(until: until)
        case .peakHours(let until): return .peakHours(until: until)
        case .stopped, nil: return .none
        }
    }
}
