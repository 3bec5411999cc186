extension Dollars: ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// Reads an amount in JSON's spelling of numbers: `0.25`, `3.618e-06`. Fractions of a picodollar are rounded. Nil if the text is not a
    /// number, or if it is out of range.
    public init?(_ text: some StringProtocol) {
        guard let number = DecimalText.scaled(text, places: 12) else { return nil }
        picodollars = number.value
    }

    /// The exact amount with its sign: `$0.0000123`, `$12`, `-$0.5`.
    public var description: String { picodollars < 0 ? "-$" + decimal.dropFirst() : "$" + decimal }

    /// The exact amount with the fewest digits: `0.0000123`, `12`.
    package var decimal: String {
        let digits = String(picodollars.magnitude)
        let padded = String(repeating: "0", count: max(0, 13 - digits.count)) + digits
        var fraction = padded.suffix(12)
        while fraction.last == "0" { fraction.removeLast() }
        return (picodollars < 0 ? "-" : "") + padded.dropLast(12) + (fraction.isEmpty ? "" : "." + fraction)
    }
}

/// Reads decimal numbers without converting them to binary fractions.
enum DecimalText {
    /// The number times ten to the power of `places`, rounded half away from zero, and whether the result is exact. Nil if the text is not
    /// spelled as JSON spells numbers, or if the number is out of range. A plus sign and leading zeros are accepted.
    static func scaled(_ text: some StringProtocol, places: Int) -> (value: Int64, isExact: Bool)? {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        guard !whole.isEmpty else { return nil }
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(fraction.count + 1)
            guard !fraction.isEmpty else { return nil }
        }
        guard let exponent = exponent(rest) else { return nil }
        let digits = (whole + fraction).drop { $0 == UInt8(ascii: "0") }
        guard !digits.isEmpty else { return (0, true) }
        guard let (magnitude, isExact) = shifted(digits, by: exponent - fraction.count + places) else { return nil }
        return (isNegative ? -magnitude : magnitude, isExact)
    }

    /// The digits times ten to the power of `power`.
    private static func shifted(_ digits: ArraySlice<UInt8>, by power: Int) -> (Int64, isExact: Bool)? {
        let kept = digits.count + power
        guard kept <= 19 else { return nil }
        // The first omitted digit alone decides the direction of rounding.
        guard kept >= 0 else { return (0, false) }
        var value: Int64 = 0
        for digit in digits.prefix(kept) {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflow) = tens.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            if overflow || sumOverflow { return nil }
            value = sum
        }
        for _ in 0..<max(0, power) {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = tens
        }
        let rest = digits.dropFirst(kept)
        if let first = rest.first, first >= UInt8(ascii: "5") {
            guard value < .max else { return nil }
            value += 1
        }
        return (value, rest.allSatisfy { $0 == UInt8(ascii: "0") })
    }

    /// Reads `e-06`, or the empty text.
    private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
        guard let first = text.first else { return 0 }
        guard first == UInt8(ascii: "e") || first == UInt8(ascii: "E") else { return nil }
        var digits = text.dropFirst()
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard (1...4).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return isNegative ? -value : value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
