/// A smooth limit per minute: it refills evenly, and at most a quarter of a second's worth can be taken at once.
///
/// No span of sixty seconds takes more than the limit, even if the bucket was full at its start. A single amount larger than the
/// bucket passes when the bucket is full, and leaves it in debt; otherwise it could never pass.
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
        // A server may report any number as usage; the wait is capped, so that it can be represented.
        let nanoseconds = (missing / perSecond * 1e9).rounded(.up)
        return now + .nanoseconds(nanoseconds < 9e18 ? Int64(nanoseconds) : .max)
    }

    mutating func take(_ amount: Double, at now: Instant) {
        refill(at: now)
        level -= amount
    }

    /// Corrects the taken amount when the true one is known. An absurd usage counts as an hour's worth.
    mutating func settle(taken: Double, used: Double) { level = min(capacity, level + taken - min(used, 3_600 * perSecond + taken)) }

    private mutating func refill(at now: Instant) {
        guard now > refilledAt else { return }
        // The first refill of a full bucket changes nothing, however long ago the epoch was.
        level = min(capacity, level + (now - refilledAt).inSeconds * perSecond)
        refilledAt = now
    }
}
