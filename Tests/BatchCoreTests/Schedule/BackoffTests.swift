@testable import BatchCore
import Testing

@Suite("Backoff: how long to wait")
struct BackoffTests {
    @Test("Waits grow twofold to the cap, with full jitter")
    func exponential() {
        let backoff = Backoff(base: .seconds(2), cap: .seconds(60))
        var chance = SeededGenerator(seed: 1)
        for count in 1...12 {
            let bound = min(60.0, 2 * Double(1 << (count - 1)))
            let waits = (0..<400).map { _ in backoff.wait(after: count, chance: &chance).inSeconds }
            #expect(waits.allSatisfy { $0 >= 0 && $0 <= bound })
            #expect(waits.contains { $0 < bound * 0.2 } && waits.contains { $0 > bound * 0.8 })
        }
        #expect(backoff.wait(after: 5_000, chance: &chance) <= .seconds(60))
    }

    @Test("The provider's wait overrides the backoff, is never shortened, and is capped")
    func hint() {
        let backoff = Backoff(longestHint: .seconds(3_600))
        var chance = SeededGenerator(seed: 1)
        for seconds in [0, 1, 7, 360] {
            let wait = backoff.wait(hint: .seconds(seconds), after: 3, chance: &chance)
            #expect(wait >= .seconds(seconds))
            #expect(wait <= .seconds(seconds) + .seconds(1))
        }
        #expect(backoff.wait(hint: .seconds(999_999), after: 1, chance: &chance) <= .seconds(3_601))
        #expect(backoff.wait(hint: .seconds(-5), after: 1, chance: &chance) <= .seconds(1))
    }
}
