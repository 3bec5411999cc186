import BatchCore

extension Int {
    /// A short form for tight places: `950`, `12.3k`, `4.56M`, `1.20B`.
    var short: String {
        switch self {
        case ..<10_000: grouped
        case ..<1_000_000: (Double(self) / 1e3).rounded(places: 1) + "k"
        case ..<1_000_000_000: (Double(self) / 1e6).rounded(places: 2) + "M"
        default: (Double(self) / 1e9).rounded(places: 2) + "B"
        }
    }

    /// This part of `whole` in percent: `12.5 %`.
    func share(of whole: Int) -> String {
        whole == 0 ? "0 %" : (100 * Double(self) / Double(whole)).rounded(places: 1) + " %"
    }
}

extension Double {
    /// The number with so many decimal places.
    func rounded(places: Int) -> String {
        guard isFinite, magnitude < 1e15 else { return "\(self)" }
        let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((self * Double(scale)).rounded())
        guard places > 0 else { return "\(scaled)" }
        let fraction = String(scaled.magnitude % UInt(scale))
        let whole = "\(scaled < 0 ? "-" : "")\(scaled.magnitude / UInt(scale))"
        return whole + "." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
