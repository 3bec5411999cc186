extension Double {
    /// The number with that many decimal places.
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
