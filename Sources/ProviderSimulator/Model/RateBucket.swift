import BatchCore

/// A server's limit per minute: what is taken flows back evenly, and up to a minute's worth may be taken at once.
struct RateBucket: Sendable {
    private let capacity: Double
    private var level: Double
    private var refilledAt: Instant?

    init(perMinute limit: Int) {
        capacity = Double(max(1, limit))
        level = capacity
    }

    /// How long until `amount` may be taken; nil where it may be now.
    mutating func wait(for amount: Double, at now: Instant) -> Duration? {
        if let since = refilledAt, now > since { level = min(capacity, level + (now - since).inSeconds * capacity / 60) }
        refilledAt = max(now, refilledAt ?? now)
        // What exceeds a whole minute is let through when the bucket is full, or it could never be had.
        let missing = min(amount, capacity) - level
        return missing > 1e-9 ? duration(of: missing) : nil
    }

    /// Takes `amount`, into debt where there is less.
    mutating func take(_ amount: Double) { level -= amount }

    var limit: Int { Int(capacity) }
    /// What may still be taken, as of the last request that was let in or not.
    var remaining: Int { max(0, Int(level)) }
    /// How long until all may be taken at once.
    var untilWhole: Duration { duration(of: capacity - level) }

    /// How long `amount` takes to flow back.
    private func duration(of amount: Double) -> Duration { .nanoseconds(Int64((amount / capacity * 60e9).rounded(.up))) }
}
