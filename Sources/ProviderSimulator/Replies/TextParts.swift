/// The parts of a text in a stream.
enum TextParts {
    /// The approximate number of tokens of a part.
    static let tokens = 16
    /// The same for arguments of calls: small, so that short arguments also have several parts.
    static let callTokens = 3

    /// Cuts a text between scalars into parts of about `tokens` tokens.
    static func cut(_ text: [UInt8], each tokens: Int) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        while start < text.count {
            var end = min(text.count, start + tokens * 10 / 3)
            while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
            parts.append(text[start..<end])
            start = end
        }
        return parts
    }
}
