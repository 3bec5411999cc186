/// The number of attempts that an account may have in flight, found by trying. It grows while it is fully used and the account answers,
/// and is cut once per burst of refusals.
struct ConcurrencyLimit: Sendable {
    private let ceiling: Double
    private var current: Double
    /// Below this the limit doubles within a round trip; above it grows by one. Set by the first cut: the remembered ceiling.
    private var fastGrowthEnd: Double
    private var cutAt: Instant?
    /// The time of the last cut because of an overloaded server. No pause follows such a cut.
    private var overloadedAt: Instant?

    init(_ limits: AccountLimits) {
        ceiling = Double(limits.concurrency)
        current = Double(min(limits.initialConcurrency, limits.concurrency))
        fastGrowthEnd = ceiling
    }

    var allowed: Int { Int(current) }

    /// Whether an attempt that began then was in flight at the last cut, so that its refusal is not a new one.
    func predatesCut(_ startedAt: Instant) -> Bool { cutAt.map { startedAt <= $0 } ?? false }

    /// An attempt succeeded while `inFlight` were in flight, itself included.
    mutating func succeeded(inFlight: Int) {
        guard Double(inFlight) >= current.rounded(.down), current < ceiling else { return }
        current = min(ceiling, current + (current < fastGrowthEnd ? 1 : 1 / current))
    }

    /// An attempt that began at `startedAt` was refused for a limit. Returns true if this was new and the limit was cut.
    mutating func refused(startedAt: Instant, at now: Instant) -> Bool {
        guard !predatesCut(startedAt) else { return false }
        cut()
        cutAt = now
        return true
    }

    /// The server had no capacity for an attempt that began at `startedAt`.
    mutating func overloaded(startedAt: Instant, at now: Instant) {
        if predatesCut(startedAt) || overloadedAt.map({ startedAt <= $0 }) ?? false { return }
        cut()
        overloadedAt = now
    }

    private mutating func cut() {
        current = max(1, (current * 0.7).rounded(.down))
        fastGrowthEnd = current
    }
}
