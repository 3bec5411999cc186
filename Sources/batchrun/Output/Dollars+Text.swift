import BatchCore
import BatchEngine

extension Dollars {
    /// The amount for people, in enough digits to be useful: `$1,234.50`, `$0.0123`, `$0.00000450`.
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
