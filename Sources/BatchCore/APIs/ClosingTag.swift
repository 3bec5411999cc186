/// A `</think>` that no `<think>` at the beginning has announced: it ends thoughts, or the answer merely mentions it.
struct ClosingTag {
    private var before: Unicode.Scalar?
    private var after: Unicode.Scalar?

    /// - Parameters:
    ///   - start: where it begins in `text`, in bytes.
    ///   - end: behind its last byte.
    init(text: [UInt8], start: Int, end: Int) {
        // No scalar has more than four bytes.
        before = String(decoding: text[..<start].suffix(4), as: UTF8.self).unicodeScalars.last
        after = String(decoding: text[end...].prefix(4), as: UTF8.self).unicodeScalars.first
    }

    /// A line begins before it or ends behind it; or what stands before it ends a sentence or a value; or two words meet at it, of
    /// which the second begins a sentence. Quotes and brackets that stand around it make it a mention.
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

    /// Of scripts without capitals every letter will do.
    private func isBeginning(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar) || "{[*#\"".unicodeScalars.contains(scalar)
            || (scalar.properties.isAlphabetic && !scalar.properties.isLowercase)
    }
}
