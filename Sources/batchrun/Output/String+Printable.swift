extension String {
    /// The text without control characters, except line ends and tabs: the text of a job or a model could control the terminal
    /// with them.
    var printable: String {
        guard unicodeScalars.contains(where: Self.steers) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { Self.steers($0) ? "\u{FFFD}" : $0 }))
    }

    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || (0x7F...0x9F).contains(scalar.value)
    }
}
