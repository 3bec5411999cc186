/// A smooth limit per minute: what is taken flows back evenly, and only a quarter of a second's worth may be taken at once.
///
/// In any span of sixty seconds no more than the limit is taken, also when the bucket was full before it. A single amount
/// larger than the bucket is let through when the bucket is full and leaves it in debt, so that it can be had at all.
struct Bucket: Sendable {
    private let capacity: Double
    private let perSecond: Double
    private var level: Double
    private var refilledAt: Instant = .epoch

    init(perMinute limit: Int) {
        let limit = Double(max(1, limit))
        capacity = max(1, limit / 240)
        perSecond = capacity > 1 ? (limit - capacity) / 60 : limit / 60
        level = capacity
    }

    /// When `amount` can be taken: `now` or later.
    mutating func available(_ amount: Double, at now: Instant) -> Instant {
        refill(at: now)
        let missing = min(amount, capacity) - level
        // A billionth of a unit is a rounding error, not a reason to wait.
        guard missing > 1e-9 else { return now }
        // A use may be any number that a server writes; the wait for it is held at the end of what can be counted.
        let nanoseconds = (missing / perSecond * 1e9).rounded(.up)
        return now + .nanoseconds(nanoseconds < 9e18 ? Int64(nanoseconds) : .max)
    }

    mutating func take(_ amount: Double, at now: Instant) {
        refill(at: now)
        level -= amount
    }

    /// Gives back what was taken too much, or takes what was taken too little, once the true amount is known.
    /// What a server says beyond all reason counts as an hour's worth.
    mutating func settle(taken: Double, used: Double) { level = min(capacity, level + taken - min(used, 3_600 * perSecond + taken)) }

    private mutating func refill(at now: Instant) {
        guard now > refilledAt else { return }
        // The first refill of a full bucket changes nothing, however long ago the epoch was.
        level = min(capacity, level + (now - refilledAt).inSeconds * perSecond)
        refilledAt = now
    }
}
