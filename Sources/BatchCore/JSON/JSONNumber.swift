/// The exact number that a JSON spelling stands for. No digit is lost to a binary fraction, so 0.3 is a multiple of 0.1, and
/// 9007199254740993 differs from 9007199254740992.
struct JSONNumber: Hashable, Comparable, Sendable {
    /// Two spellings of one number (`100`, `1e2`) have the same parts. Zero has no digits and is not negative.
    private var isNegative: Bool
    /// The decimal digits (0 to 9). Neither the first nor the last is zero.
    private var digits: [UInt8]
    /// The power of ten for a decimal point before the first digit.
    private var exponent: Int

    /// Larger and smaller exponents are limited to these. Differences between such numbers do not matter.
    private static let exponents = -1_000_000_000_000...1_000_000_000_000

    /// - Parameter bytes: a number that the JSON reader has accepted.
    init(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        digits = []
        digits.reserveCapacity(rest.count)
        var wholeDigits = 0
        var hasPoint = false
        exponent = 0
        for place in rest.indices {
            let byte = rest[place]
            if byte == UInt8(ascii: ".") {
                hasPoint = true
            } else if byte | 0x20 == UInt8(ascii: "e") {
                exponent = Self.exponent(rest[(place + 1)...])
                break
            } else {
                if !hasPoint { wholeDigits += 1 }
                digits.append(byte - UInt8(ascii: "0"))
            }
        }
        while digits.last == 0 { digits.removeLast() }
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        exponent += wholeDigits - zeros
        if digits.isEmpty { (isNegative, exponent) = (false, 0) }
    }

    private static func exponent(_ text: ArraySlice<UInt8>) -> Int {
        let isNegative = text.first == UInt8(ascii: "-")
        var value = 0
        for byte in text where byte >= UInt8(ascii: "0") {
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), exponents.upperBound)
        }
        return isNegative ? -value : value
    }

    var isZero: Bool { digits.isEmpty }
    var isPositive: Bool { !isNegative && !isZero }
    /// Whether the number has no fraction, as in `7`, `7.0` and `7e2`.
    var isWhole: Bool { exponent >= digits.count }

    static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isNearerToZero(than: left) : left.isNearerToZero(than: right)
    }

    private func isNearerToZero(than other: JSONNumber) -> Bool {
        if isZero || other.isZero { return isZero && !other.isZero }
        if exponent != other.exponent { return exponent < other.exponent }
        return digits.lexicographicallyPrecedes(other.digits)
    }

    /// The digits as a whole number; nil if ten times that number would overflow.
    private var significand: UInt64? {
        digits.count <= Self.longestDivisor ? digits.reduce(0) { $0 * 10 + UInt64($1) } : nil
    }

    /// The most digits of a number that ``isMultiple(of:)`` can divide by.
    static let longestDivisor = 18
    /// Whether ``isMultiple(of:)`` can divide by this number.
    var isDivisor: Bool { isPositive && digits.count <= Self.longestDivisor }

    /// Whether this is a whole multiple of `divisor`, for which ``isDivisor`` must be true.
    func isMultiple(of divisor: JSONNumber) -> Bool {
        guard !isZero else { return true }
        guard let modulus = divisor.significand, modulus > 0 else { return false }
        let power = (exponent - digits.count) - (divisor.exponent - divisor.digits.count)
        // The last digit is not zero, so neither ten nor a multiple of ten divides the digits.
        guard power >= 0 else { return false }
        let remainder = digits.reduce(0 as UInt64) { ($0 * 10 + UInt64($1)) % modulus }
        return Self.product(remainder, Self.powerOfTen(power, modulo: modulus), modulo: modulus) == 0
    }

    private static func powerOfTen(_ power: Int, modulo modulus: UInt64) -> UInt64 {
        var (result, base, rest) = (1 % modulus, 10 % modulus, power)
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, base, modulo: modulus) }
            base = product(base, base, modulo: modulus)
            rest >>= 1
        }
        return result
    }

    private static func product(_ left: UInt64, _ right: UInt64, modulo modulus: UInt64) -> UInt64 {
        modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }
}

extension JSONValue {
    /// The exact number; nil for other kinds of values.
    var number: JSONNumber? { kind == .number ? JSONNumber(raw) : nil }

    /// Whether this is a number without a fraction.
    var isWholeNumber: Bool {
        guard kind == .number else { return false }
        let isPlain = raw.allSatisfy { $0 != UInt8(ascii: ".") && $0 | 0x20 != UInt8(ascii: "e") }
        return isPlain || JSONNumber(raw).isWhole
    }
}
