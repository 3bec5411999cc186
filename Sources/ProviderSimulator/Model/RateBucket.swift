import BatchCore

/// A limit per minute as a token bucket: it refills evenly and holds the amount of one minute.
struct RateBucket: Sendable {
    private let capacity: Double
    private var level: Double
    private var refilledAt: Instant?

    init(perMinute limit: Int) {
        capacity = Double(max(1, limit))
        level = capacity
    }

    /// Time until `amount` may be taken; nil if it may be taken now.
    mutating func wait(for amount: Double, at now: Instant) -> Duration? {
        if let since = refilledAt, now > since { level = min(capacity, level + (now - since).inSeconds * capacity / 60) }
        refilledAt = max(now, refilledAt ?? now)
        // An amount above a whole minute's may be taken when the bucket is full; else it never could.
        let missing = min(amount, capacity) - level
        return missing > 1e-9 ? duration(of: missing) : nil
    }

    /// Takes `amount`, even below zero.
    mutating func take(_ amount: Double) { level -= amount }

    var limit: Int { Int(capacity) }
    /// The amount left, as of the last request.
    var remaining: Int { max(0, Int(level)) }
    /// Time until the bucket is full.
    var untilWhole: Duration { duration(of: capacity - level) }

    /// Time in which `amount` refills.
    private func duration(of amount: Double) -> Duration { .nanoseconds(Int64((amount / capacity * 60e9).rounded(.up))) }
}
