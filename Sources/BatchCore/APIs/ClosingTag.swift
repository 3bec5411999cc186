/// A `</think>` without a `<think>` at the beginning. It either ends reasoning, or the answer merely mentions it.
struct ClosingTag {
    private var before: Unicode.Scalar?
    private var after: Unicode.Scalar?

    /// - Parameters:
    /// - start: its first byte in `text`.
    /// - end: the place after its last byte.
    init(text: [UInt8], start: Int, end: Int) {
        // No scalar has more than four bytes.
        before = String(decoding: text[..<start].suffix(4), as: UTF8.self).unicodeScalars.last
        after = String(decoding: text[end...].prefix(4), as: UTF8.self).unicodeScalars.first
    }

    /// Whether the tag ends reasoning. It does at the beginning or end of a line, after the end of a sentence or a value, and between two
    /// words if the second begins a sentence. Quotes and brackets around it make it a mention.
    var endsThoughts: Bool {
        guard let before, let after, before != "\n", !"\r\n".unicodeScalars.contains(after) else { return true }
        if isEnd(before) { return before != after || before.properties.generalCategory == .closePunctuation }
        return isWord(before) && isBeginning(after)
    }

    private func isEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .closePunctuation, .finalPunctuation: true
        default: ".!?…:;\"'*。！？".unicodeScalars.contains(scalar)
        }
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }

    /// In scripts without capitals every letter counts.
    private func isBeginning(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar) || "{[*#\"".unicodeScalars.contains(scalar)
            || (scalar.properties.isAlphabetic && !scalar.properties.isLowercase)
    }
}
