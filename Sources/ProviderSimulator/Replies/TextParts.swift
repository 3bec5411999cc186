/// The parts that streams bring a text in.
enum TextParts {
    /// About how many tokens a part of a text has.
    static let tokens = 16
    /// The same for arguments of calls: small, so that short ones too come in more than one part.
    static let callTokens = 3

    /// Cuts a text into parts of about so many tokens, between scalars.
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
