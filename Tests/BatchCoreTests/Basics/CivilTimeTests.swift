import BatchCore
import Testing

@Suite("Civil time")
struct CivilTimeTests {
    @Test(
        "Known instants have their known dates",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (4_107_542_399_000, "2100-02-28T23:59:59.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (1_795_204_800_123, "2026-11-20T20:00:00.123Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
            (-2_203_891_200_001, "1900-02-28T23:59:59.999Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func knownDates(milliseconds: Int64, text: String) {
        let instant = Instant(unixMilliseconds: milliseconds)
        #expect(instant.rfc3339 == text)
        #expect(CivilTime(instant).instant == instant)
    }

    @Test("Every day of four centuries follows the one before it")
    func sweep() {
        var expected = CivilTime(year: 1890, month: 1, day: 1, hour: 13, minute: 14, second: 15, millisecond: 16)
        var milliseconds = expected.instant.unixMilliseconds
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for _ in 0..<60_000 {
            let found = CivilTime(Instant(unixMilliseconds: milliseconds))
            if found != expected || expected.instant.unixMilliseconds != milliseconds {
                Issue.record("\(milliseconds) is \(found), not \(expected)")
                return
            }
            milliseconds += 86_400_000
            let isLeap = expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
            let length = lengths[expected.month - 1] + (expected.month == 2 && isLeap ? 1 : 0)
            expected.day += 1
            if expected.day > length { (expected.day, expected.month) = (1, expected.month + 1) }
            if expected.month > 12 { (expected.month, expected.year) = (1, expected.year + 1) }
        }
    }

    @Test("A date out of range is limited to the range and does not trap")
    func farDates() {
        #expect(CivilTime(year: 9_999, month: 12, day: 31, hour: 23, minute: 59, second: 59).instant == .distantFuture)
        #expect(CivilTime(year: 1, month: 1, day: 1).instant == Instant(nanoseconds: .min))
    }
}

@Suite("Instant")
struct InstantTests {
    @Test("Sums and differences are held at the ends")
    func ends() {
        #expect(Instant.distantFuture + .seconds(1) == .distantFuture)
        #expect(Instant(nanoseconds: .min) + .seconds(-1) == Instant(nanoseconds: .min))
        #expect(Instant.distantFuture - Instant(nanoseconds: -1) == .nanoseconds(Int64.max))
        #expect(Instant(nanoseconds: -2) - .distantFuture == .nanoseconds(Int64.min))
        #expect(Instant(nanoseconds: 5) - Instant(nanoseconds: 3) == .nanoseconds(2))
    }

    @Test("Seconds that a server may write never trap", arguments: [1e300, -1e300, .infinity, -.infinity, .nan])
    func wildSeconds(seconds: Double) {
        let instant = Instant(seconds: seconds)
        #expect(instant.nanoseconds == (seconds.isNaN ? 0 : seconds > 0 ? .max : .min))
    }

    @Test("Seconds, milliseconds and nanoseconds agree")
    func units() {
        let instant = Instant(seconds: 1.5)
        #expect(instant == Instant(unixMilliseconds: 1_500))
        #expect((instant.unixSeconds, instant.unixMilliseconds, instant.nanoseconds) == (1, 1_500, 1_500_000_000))
    }
}
