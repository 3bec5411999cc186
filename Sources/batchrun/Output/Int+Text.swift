import BatchCore

extension Int {
    /// A short form for little space: `950`, `12.3k`, `4.56M`, `1.20B`.
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
