/// An amount of money in US dollars, counted in picodollars (10⁻¹² dollars). A price of $0.003625 per million tokens is exactly 3,625
/// picodollars per token, and sums are exact. Amounts are limited to about nine million dollars in both directions.
///
/// A whole number of dollars can be written as a literal, and any other amount as text: `Dollars("0.25")`. There is no literal with a
/// fraction, since a binary one would not be exact.
public struct Dollars: Hashable, Comparable, Sendable {
    package var picodollars: Int64

    package init(picodollars: Int64) { self.picodollars = picodollars }

    /// Reads an amount from a database, rounded to the nearest picodollar.
    public init(_ dollars: Double) {
        let scaled = (dollars * 1e12).rounded()
        picodollars = Int64(exactly: scaled) ?? (scaled > 0 ? .max : scaled < 0 ? .min : 0)
    }

    /// A whole number of dollars, held at the ends of what can be counted.
    public init(integerLiteral dollars: Int64) {
        let (scaled, overflow) = dollars.multipliedReportingOverflow(by: 1_000_000_000_000)
        picodollars = overflow ? (dollars < 0 ? .min : .max) : scaled
    }

    /// No money.
    public static let zero = Dollars(picodollars: 0)

    /// The amount for a database. Reading it back gives the same amount up to some thousand dollars.
    public var inDollars: Double { Double(picodollars) / 1e12 }

    public static func < (left: Dollars, right: Dollars) -> Bool { left.picodollars < right.picodollars }

    public static func + (left: Dollars, right: Dollars) -> Dollars {
        let (sum, overflow) = left.picodollars.addingReportingOverflow(right.picodollars)
        return Dollars(picodollars: overflow ? (right.picodollars < 0 ? .min : .max) : sum)
    }

    public static func - (left: Dollars, right: Dollars) -> Dollars {
        let (difference, overflow) = left.picodollars.subtractingReportingOverflow(right.picodollars)
        return Dollars(picodollars: overflow ? (right.picodollars < 0 ? .max : .min) : difference)
    }

    public static func += (left: inout Dollars, right: Dollars) { left = left + right }

    /// The price of `count` tokens at `price` picodollars each; nil if it is out of range.
    static func product(_ tokens: Int, _ picodollars: Int64) -> Dollars? {
        let (product, overflow) = Int64(tokens).multipliedReportingOverflow(by: picodollars)
        return overflow ? nil : Dollars(picodollars: product)
    }
}
