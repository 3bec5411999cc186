import BatchCore
import BatchEngine

extension Dollars {
    /// The amount for people, in as many digits as tell something: `$1,234.50`, `$0.0123`, `$0.00000450`.
    var shown: String {
        let sign = self < .zero ? "-$" : "$"
        let cents: UInt64 = 10_000_000_000
        let amount = picodollars.magnitude
        guard amount != 0 else { return "$0" }
        if amount >= 100 * cents {
            let rounded = (amount + cents / 2) / cents
            let rest = rounded % 100
            return sign + Int(rounded / 100).grouped + (rest < 10 ? ".0" : ".") + "\(rest)"
        }
        // Three digits from the first that is not zero.
        var unit: UInt64 = 1
        while amount / unit >= 1_000 { unit *= 10 }
        var text = Dollars(picodollars: Int64((amount + unit / 2) / unit * unit)).decimal
        if !text.contains(".") { text += ".00" }
        if text.split(separator: ".")[1].utf8.count == 1 { text += "0" }
        return sign + text
    }
}

/// Money spent, as one phrase: `$0.0123, $0.0456 saved by the cache`.
struct CostPhrase: CustomStringConvertible {
    private let counts: Counts

    init(_ counts: Counts) { self.counts = counts }

    var description: String {
        if counts.roundsWithoutCost == counts.rounds, counts.wastedCost == .zero { return counts.rounds == 0 ? "$0" : "unknown" }
        return counts.cost.shown + (counts.savedByCache > .zero ? ", \(counts.savedByCache.shown) saved by the cache" : "")
            + (counts.wastedCost > .zero ? "; \(counts.wastedCost.shown) more for failed attempts" : "")
            + (counts.roundsWithoutCost > 0 ? "; unknown for \(counts.roundsWithoutCost.counted("round"))" : "")
    }
}
