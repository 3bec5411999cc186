/// The wait before a retry if the provider requests none: exponential, capped, with full jitter. So requests that failed together do not
/// return together.
package struct Backoff: Hashable, Sendable {
    package var base: Duration
    package var cap: Duration
    /// The longest wait that a provider can ask for; longer ones are cut to it.
    package var longestHint: Duration

    package init(base: Duration = .seconds(2), cap: Duration = .seconds(60), longestHint: Duration = .seconds(3_600)) {
        (self.base, self.cap, self.longestHint) = (base, cap, longestHint)
    }

    /// The wait after the `count`-th failure in a row, counted from 1.
    func wait(after count: Int, chance: inout SeededGenerator) -> Duration {
        let most = Double(base.nanoseconds) * Double(UInt64(1) << UInt64(min(max(0, count - 1), 40)))
        let bounded = min(most, Double(cap.nanoseconds))
        return .nanoseconds(Int64(bounded * chance.unit()))
    }

    /// The wait that the provider asks for, else the wait after the `count`-th failure.
    func wait(hint: Duration?, after count: Int, chance: inout SeededGenerator) -> Duration {
        guard let hint else { return wait(after: count, chance: &chance) }
        // A wait of zero is not taken literally, or the next request would follow each refusal at once. A little is added, so that a
        // thousand clients with the same hint do not return together.
        let spread = Double(min(max(hint, .zero), .seconds(10)).nanoseconds) * 0.1
        return min(max(hint, .milliseconds(200)), longestHint) + .nanoseconds(Int64(chance.unit() * spread))
    }
}
