import BatchCore
import Testing

@Suite("Times in texts")
struct CivilTimeTextTests {
    private let now = Instant(seconds: 1_795_219_200)  // 2026-11-21T00:00:00Z

    @Test(
        "RFC 9110's three forms are one moment",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "sun, 06 nov 1994 08:49:37 gmt",
        ])
    func httpForms(text: String) throws {
        let time = try #require(CivilTime(httpTime: text, now: now))
        #expect(time == CivilTime(year: 1994, month: 11, day: 6, hour: 8, minute: 49, second: 37))
        #expect(time.instant.unixSeconds == 784_111_777)
    }

    @Test("a year of two digits is never more than 50 years ahead", arguments: [("76", 2076), ("77", 1977), ("26", 2026), ("70", 2070)])
    func shortYear(digits: String, year: Int) throws {
        #expect(try #require(CivilTime(httpTime: "Sunday, 06-Nov-\(digits) 08:49:37 GMT", now: now)).year == year)
    }

    @Test(
        "what is no time of HTTP is none",
        arguments: [
            "", "Sun", "06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 PST", "Sun, 31 Feb 2026 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Now 1994 08:49:37 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 9999 08:49:37 GMT", "Xxx, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 123456 08:49:37 GMT",
        ])
    func notHTTP(text: String) {
        #expect(CivilTime(httpTime: text, now: now) == nil)
    }

    @Test(
        "RFC 3339 with fractions and offsets",
        arguments: [
            ("2026-11-20T20:00:00Z", "2026-11-20T20:00:00.000Z"), ("2026-11-20t20:00:00.5z", "2026-11-20T20:00:00.500Z"),
            ("2026-11-20 20:00:00.123456789Z", "2026-11-20T20:00:00.123Z"), ("2026-11-21T01:00:00+05:00", "2026-11-20T20:00:00.000Z"),
            ("2026-12-31T23:30:00-01:30", "2027-01-01T01:00:00.000Z"), ("2028-02-29T00:00:00+00:00", "2028-02-29T00:00:00.000Z"),
            ("2026-11-20T23:59:60Z", "2026-11-21T00:00:00.000Z"),
        ])
    func rfc3339(text: String, expected: String) throws {
        #expect(try #require(CivilTime(rfc3339: text)).instant.rfc3339 == expected)
    }

    @Test(
        "what is no time of RFC 3339 is none",
        arguments: [
            "", "2026-11-20", "2026-11-20T20:00:00", "2026-11-20T20:00:00.Z", "2026-13-20T20:00:00Z", "2027-02-29T00:00:00Z",
            "2026-11-20T20:00:00+0500", "2026-11-20T20:00:00+24:00", "2026-11-20T20:00:00Zx", "9999-12-31T23:59:59Z",
            "2026-11-20T2:000:00Z",
            "2026-11-20T20:00:00é",
        ])
    func notRFC3339(text: String) {
        #expect(CivilTime(rfc3339: text) == nil)
    }

    @Test("writing and reading a time are each other's way back")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let instant = Instant(unixMilliseconds: Int64(generator.unit() * 9e12))
            #expect(try #require(CivilTime(rfc3339: instant.rfc3339)).instant == instant)
        }
    }
}
