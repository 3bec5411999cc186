/// What has come of a run so far. Counts are of this run alone unless said otherwise.
public struct Tally: Sendable {
    /// Conversations taken into the window.
    public internal(set) var admitted = 0
    public internal(set) var completed = 0
    public internal(set) var failed = 0
    /// Conversations let go unfinished because their account has stopped.
    public internal(set) var held = 0
    public internal(set) var rounds = 0
    /// HTTP attempts begun.
    public internal(set) var attempts = 0
    /// Attempts that failed and are asked again.
    public internal(set) var retries = 0
    public internal(set) var throttled = 0
    public internal(set) var unreachable = 0
    public internal(set) var peakInFlight = 0
    /// Attempts that were under way when the run was aborted.
    public internal(set) var abandoned = 0
    public internal(set) var promptTokens = 0
    public internal(set) var completionTokens = 0
    public internal(set) var cachedTokens = 0
    public internal(set) var reasoningTokens = 0
    /// Tokens that failed attempts were billed for, as far as the provider told.
    public internal(set) var wastedTokens = 0

    public init() {}

    public var totalTokens: Int { Self.sum(Self.sum(promptTokens, completionTokens), wastedTokens) }

    mutating func count(_ reply: Reply) {
        rounds += 1
        guard let usage = reply.usage else { return }
        promptTokens = Self.sum(promptTokens, usage.prompt ?? 0)
        completionTokens = Self.sum(completionTokens, usage.completion ?? 0)
        cachedTokens = Self.sum(cachedTokens, usage.cached ?? 0)
        reasoningTokens = Self.sum(reasoningTokens, usage.reasoning ?? 0)
    }

    mutating func countWaste(_ usage: Usage?) { wastedTokens = Self.sum(wastedTokens, usage?.total ?? 0) }

    /// The sum of two counts, held at the end of what can be counted: a server may write any number.
    private static func sum(_ one: Int, _ other: Int) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

/// What keeps a run from going faster now.
public enum Bottleneck: Hashable, Sendable {
    /// As many attempts are under way as may be.
    case concurrency(Int)
    case requestsPerMinute
    case tokensPerMinute
    /// The provider has asked to wait, or could not be reached.
    case paused(until: Instant)
    /// The disk does not keep up.
    case disk
    /// Nothing: there are no more conversations to start.
    case none
}

extension EngineCore {
    public var inFlight: Int { window.inFlight }
    public var conversationsInWindow: Int { window.occupied }
    /// Whether the run is on its way to a stop.
    public var isDraining: Bool { stopReason != nil }

    /// What keeps the run from going faster, for the account that has most to do.
    public mutating func bottleneck(at now: Instant) -> Bottleneck {
        if ledger.holdsBack { return .disk }
        guard let busiest = accounts.indices.max(by: { accounts[$0].ready.count < accounts[$1].ready.count }),
            let first = accounts[busiest].ready.first
        else { return .none }
        switch accounts[busiest].hindrance(cost: cost(ofReady: first), at: now) {
        case .concurrency: return .concurrency(accounts[busiest].allowed)
        case .requestRate: return .requestsPerMinute
        case .tokenRate: return .tokensPerMinute
        case .paused(let until): return .paused(until: until)
        case .stopped, nil: return .none
        }
    }
}
