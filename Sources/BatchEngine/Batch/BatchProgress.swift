public import BatchCore

/// The progress of a run. The counts of the whole state file are its members: `progress.rounds`.
@dynamicMemberLookup
public struct BatchProgress: Sendable {
    /// Counts of the state file, this run included. Attempts, retries and refusals are those of this run.
    public let counts: Counts
    /// Requests in flight.
    public let inFlight: Int
    /// Programs that run now to answer tool calls.
    public let toolsRunning: Int
    /// Rounds a second over the last 15 seconds.
    public internal(set) var rate = 0.0
    /// Time since the engine began.
    public let elapsed: Duration
    /// Times to first token of streamed replies; nil if none was streamed.
    public let firstToken: LatencyPercentiles?
    /// Whether the run starts nothing more.
    public let isDraining: Bool
    /// What limits the run's speed.
    public let bottleneck: Bottleneck
    /// When the engine was observed.
    public let now: Instant

    init(_ engine: Engine.Progress, before: StateSummary, firstToken: LatencyPercentiles?, elapsed: Duration, now: Instant) {
        var earlier = before.counts
        (earlier.attempts, earlier.retries, earlier.throttled, earlier.unreachable) = (0, 0, 0, 0)
        counts = earlier + engine.tally.counts
        (inFlight, toolsRunning) = (engine.inFlight, engine.toolsRunning)
        (isDraining, bottleneck) = (engine.isDraining, engine.bottleneck)
        (self.firstToken, self.elapsed, self.now) = (firstToken, elapsed, now)
    }

    /// A count by its name.
    public subscript<Value>(dynamicMember member: KeyPath<Counts, Value>) -> Value { counts[keyPath: member] }

    /// Estimate of the time to the last round at the present rate; nil if there is no rate yet. As many rounds a turn are expected
    /// as there were so far.
    public var timeLeft: Duration? {
        let open = Double(counts.turns - counts.answeredTurns)
        let remaining = (open * max(1, Double(counts.rounds) / Double(max(1, counts.answeredTurns)))).rounded()
        guard remaining > 0 else { return .zero }
        // A duration does not hold more seconds than that.
        guard rate > 0, remaining / rate < 9e9 else { return nil }
        return .nanoseconds(Int64(remaining / rate * 1e9))
    }
}
