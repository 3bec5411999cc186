@testable import BatchCore
import Testing

@Suite("Amounts of dollars")
struct DollarsTests {
    @Test(
        "are read as JSON spells numbers, to the picodollar",
        arguments: [
            ("3.618e-06", 3_618_000), ("0", 0), ("0.0", 0), ("12", 12_000_000_000_000), ("0.25", 250_000_000_000),
            ("1E2", 100_000_000_000_000),
            ("0.0000000000005", 1), ("0.0000000000004999", 0), ("1e-12", 1), ("1e-300", 0), ("-0.5", -500_000_000_000),
            ("0.0000012345678901", 1_234_568), ("9223372.036854775807", Int64.max), ("+007", 7_000_000_000_000), ("0e9999", 0),
        ])
    func reading(text: String, picodollars: Int64) {
        #expect(Dollars(text)?.picodollars == picodollars)
    }

    @Test(
        "are not read from what is no number, or none that can be held",
        arguments: ["", "-", ".5", "5.", "1,5", "0x1", "nan", "1e", "1e+", "1e99999", "$5", " 1", "9223372.036854775808", "1e7", "1 "])
    func refusing(text: String) { #expect(Dollars(text) == nil) }

    @Test(
        "are written exactly, in as few digits as it takes",
        arguments: [
            (0, "0"), (1, "0.000000000001"), (-1_500_000_000_000, "-1.5"), (12_000_000_000_000, "12"), (3_618_000, "0.000003618"),
            (Int64.max, "9223372.036854775807"), (Int64.min, "-9223372.036854775808"),
        ])
    func writing(picodollars: Int64, text: String) {
        #expect(Dollars(picodollars: picodollars).decimal == text)
        var writer = JSONWriter()
        writer.dollars(Dollars(picodollars: picodollars))
        #expect(writer.bytes == Array(text.utf8))
    }

    @Test("of whole numbers are written as such, and any amount is printed exactly")
    func literals() {
        #expect(5 as Dollars == Dollars(picodollars: 5_000_000_000_000))
        #expect((9_999_999 as Dollars, -9_999_999 as Dollars) == (Dollars(picodollars: .max), Dollars(picodollars: .min)))
        #expect("\(Dollars(picodollars: 3_618_000)) \(5 as Dollars) \(Dollars(picodollars: -500_000_000_000))" == "$0.000003618 $5 -$0.5")
    }

    @Test("survive the way through a database's binary fractions up to thousands of dollars")
    func binaryFractions() {
        var chance = SeededGenerator(seed: 7)
        for _ in 0..<10_000 {
            let amount = Dollars(picodollars: Int64(chance.next() % 4_000_000_000_000_000))
            #expect(Dollars(amount.inDollars) == amount)
        }
        #expect(Dollars(.nan) == .zero)
        #expect(Dollars(.infinity).picodollars == .max)
        #expect(Dollars(-1e300).picodollars == .min)
    }

    @Test("are limited to the range of the type")
    func ends() {
        let most = Dollars(picodollars: .max)
        let least = Dollars(picodollars: .min)
        #expect(most + Dollars(picodollars: 1) == most)
        #expect(least + Dollars(picodollars: -1) == least)
        #expect(least - Dollars(picodollars: 1) == least)
        #expect(most - Dollars(picodollars: -1) == most)
        #expect(Dollars.product(.max, 2) == nil)
        #expect(Dollars.product(3, 2) == Dollars(picodollars: 6))
    }

    @Test("give no fraction away in a million sums")
    func sums() throws {
        let price = try #require(Dollars("0.000000003625"))
        var sum = Dollars.zero
        for _ in 0..<1_000_000 { sum += price }
        #expect(sum.decimal == "0.003625")
    }
}
