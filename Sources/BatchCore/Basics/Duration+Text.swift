extension Duration {
    /// Reads a duration in the forms of people and servers: one or more numbers with a unit (`250ms`, `30s`, `6m0s`, `1h30m`, `1.5s`), or
    /// a plain number of seconds. `ms` is read before `m`, so `6m0s` is six minutes. Nil if the text has another form or is negative.
    package init?(text: some StringProtocol) {
        var rest = Substring(text)
        guard !rest.isEmpty else { return nil }
        if let seconds = Self.plainNumber(rest) {
            self = Self.held(seconds)
            return
        }
        var total = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            guard let value = Self.plainNumber(number), let unit = Self.units.first(where: { rest.hasPrefix($0.name) })
            else { return nil }
            rest = rest.dropFirst(unit.name.count)
            total += value * unit.seconds
        }
        self = Self.held(total)
    }

    /// Rounded, because a fraction of a second has no exact spelling in binary.
    private static func held(_ seconds: Double) -> Duration {
        .nanoseconds(seconds * 1e9 < 9e18 ? Int64((seconds * 1e9).rounded()) : .max)
    }

    private static let units: [(name: String, seconds: Double)] = [
        ("ms", 0.001), ("us", 1e-6), ("µs", 1e-6), ("ns", 1e-9), ("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400),
    ]

    private static func plainNumber(_ text: Substring) -> Double? {
        guard let first = text.first, first.isASCII, first.isNumber, text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") })
        else { return nil }
        return Double(text)
    }

    /// The duration as it is written in options and files: `250ms`, `10s`, `11m`, `1h`.
    package var plain: String {
        if milliseconds % 1_000 != 0 { return "\(milliseconds)ms" }
        let seconds = Int(components.seconds)
        if seconds % 3_600 == 0, seconds > 0 { return "\(seconds / 3_600)h" }
        return seconds % 60 == 0 && seconds > 0 ? "\(seconds / 60)m" : "\(seconds)s"
    }

    /// The duration for a person: `850ms`, `12.3s`, `4m05s`, `2h10m`, `3d04h`.
    package var brief: String {
        let milliseconds = self.milliseconds
        if milliseconds < 1_000 { return "\(milliseconds)ms" }
        if milliseconds < 60_000 { return "\(milliseconds / 1_000).\(milliseconds / 100 % 10)s" }
        let seconds = Int(milliseconds / 1_000)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        if seconds < 3_600 { return "\(seconds / 60)m\(two(seconds % 60))s" }
        if seconds < 86_400 { return "\(seconds / 3_600)h\(two(seconds / 60 % 60))m" }
        return "\(seconds / 86_400)d\(two(seconds / 3_600 % 24))h"
    }
}
