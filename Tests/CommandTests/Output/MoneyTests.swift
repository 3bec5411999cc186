import BatchCore
import BatchEngine
import Testing

@testable import batchrun

@Suite("Money, printed for people")
struct MoneyTests {
    @Test(
        "An amount has enough digits to be useful",
        arguments: [
            ("0", "$0"), ("0.000000000001", "$0.000000000001"), ("0.0000123456", "$0.0000123"), ("0.0000123999", "$0.0000124"),
            ("0.00999999", "$0.01"), ("0.01", "$0.01"), ("0.5", "$0.50"), ("0.123456", "$0.123"), ("0.9996", "$1.00"), ("0.9994", "$0.999"),
            ("1", "$1.00"), ("1.005", "$1.01"), ("12.3449", "$12.34"), ("99.999", "$100.00"), ("1234567.891", "$1,234,567.89"),
            ("9223372.036854775807", "$9,223,372.04"), ("-0.0025", "-$0.0025"), ("-12.5", "-$12.50"),
        ])
    func amounts(text: String, shown: String) { #expect(Dollars(text)?.shown == shown) }

    @Test("The cost, the saved, the wasted and the unknown part are one phrase")
    func phrases() throws {
        func phrase(_ cost: Int64, saved: Int64 = 0, wasted: Int64 = 0, rounds: Int, unknown: Int = 0) -> String {
            func dollars(_ cents: Int64) -> Dollars { Dollars(picodollars: cents * 10_000_000_000) }
            var counts = Counts()
            (counts.cost, counts.savedByCache, counts.wastedCost) = (dollars(cost), dollars(saved), dollars(wasted))
            (counts.rounds, counts.roundsWithoutCost) = (rounds, unknown)
            return CostPhrase(counts).description
        }
        #expect(phrase(0, rounds: 0) == "$0")
        #expect(phrase(0, rounds: 3, unknown: 3) == "unknown")
        #expect(phrase(150, rounds: 3) == "$1.50")
        #expect(phrase(150, saved: 25, rounds: 3) == "$1.50, $0.25 saved by the cache")
        #expect(
            phrase(150, saved: 25, wasted: 5, rounds: 3, unknown: 1)
                == "$1.50, $0.25 saved by the cache; $0.05 more for failed attempts; unknown for 1 round")
        #expect(phrase(0, wasted: 5, rounds: 0) == "$0; $0.05 more for failed attempts")
    }
}
