/// Numbers as people read them.
enum Numbers {
    /// `1234567` as `1,234,567`.
    static func grouped(_ value: Int) -> String {
        let digits = String(abs(value))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return value < 0 ? "-" + text : text
    }

    /// A short form for tight places: `950`, `12.3k`, `4.56M`, `1.20B`.
    static func short(_ value: Int) -> String {
        switch value {
        case ..<10_000: grouped(value)
        case ..<1_000_000: decimals(Double(value) / 1e3, 1) + "k"
        case ..<1_000_000_000: decimals(Double(value) / 1e6, 2) + "M"
        default: decimals(Double(value) / 1e9, 2) + "B"
        }
    }

    static func decimals(_ value: Double, _ places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        return places == 0 ? "\(scaled)" : "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
    }

    static func percent(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "0 %" : decimals(100 * Double(part) / Double(whole), 1) + " %"
    }

    /// `1 job`, `2 jobs`.
    static func count(_ value: Int, _ noun: String) -> String { "\(grouped(value)) \(noun)\(value == 1 ? "" : "s")" }
}
