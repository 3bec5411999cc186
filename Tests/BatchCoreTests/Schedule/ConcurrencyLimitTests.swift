@testable import BatchCore
import Testing

@Suite("ConcurrencyLimit: found by trying")
struct ConcurrencyLimitTests {
    static let start = Instant(seconds: 1_700_000_000)

    @Test("It doubles within a round trip until the ceiling while all of it is in use")
    func growsFast() {
        var limit = ConcurrencyLimit(AccountLimits(concurrency: 100, initialConcurrency: 8))
        for _ in 0..<8 { limit.succeeded(inFlight: limit.allowed) }
        #expect(limit.allowed == 16)
        for _ in 0..<200 { limit.succeeded(inFlight: limit.allowed) }
        #expect(limit.allowed == 100)
    }

    @Test("It does not grow while it is not in use")
    func idleDoesNotGrow() {
        var limit = ConcurrencyLimit(AccountLimits(concurrency: 100, initialConcurrency: 8))
        for _ in 0..<50 { limit.succeeded(inFlight: 7) }
        #expect(limit.allowed == 8)
    }

    @Test("A burst of refusals cuts once, and the way back up is slow from there")
    func oneCutPerBurst() {
        var limit = ConcurrencyLimit(AccountLimits(concurrency: 100))
        let now = Self.start + .seconds(10)
        let cuts = (0..<40).filter { _ in limit.refused(startedAt: Self.start, at: now) }
        #expect(cuts.count == 1)
        #expect(limit.allowed == 70)
        for _ in 0..<70 { limit.succeeded(inFlight: limit.allowed) }
        #expect((70...71).contains(limit.allowed))
        let news = limit.refused(startedAt: now + .seconds(1), at: now + .seconds(2))
        #expect(news)
        #expect(limit.allowed < 50)
    }

    @Test("It never falls below one")
    func atLeastOne() {
        var limit = ConcurrencyLimit(AccountLimits(concurrency: 3))
        for second in 0..<20 {
            _ = limit.refused(startedAt: Self.start + .seconds(second * 2 + 1), at: Self.start + .seconds(second * 2 + 2))
        }
        #expect(limit.allowed == 1)
    }
}
