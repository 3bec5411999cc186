/// Counts tokens as DeepSeek's rule of thumb has them: 0.3 for an English character, 0.6 for a Chinese one
/// (https://api-docs.deepseek.com/quick_start/token_usage).
///
/// Kept in tenths, so that the tokens of a text are the same in whatever parts it is counted.
struct Tokens: Hashable, Sendable {
    var tenths = 0

    /// Whole tokens; a part of one counts as one.
    var count: Int { (tenths + 9) / 10 }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { tenths += Self.tenths(of: byte) }
    }

    static func count(of bytes: some Sequence<UInt8>) -> Int {
        var tokens = Tokens()
        tokens.add(bytes)
        return tokens.count
    }

    /// What a message costs beside its text.
    static let messageTenths = 40

    /// A scalar beyond ASCII is counted with its first byte.
    static func tenths(of byte: UInt8) -> Int { byte < 0x80 ? 3 : byte >= 0xC0 ? 6 : 0 }

    /// How many of `bytes` come to `limit` tokens at most, without cutting a scalar.
    static func prefixCount(of bytes: [UInt8], limit: Int) -> Int {
        var tenths = 0
        for (index, byte) in bytes.enumerated() {
            tenths += Self.tenths(of: byte)
            if tenths > limit * 10 { return index }
        }
        return bytes.count
    }

    /// The beginning of `text` that has `limit` tokens at most.
    static func cut(_ text: [UInt8], to limit: Int) -> [UInt8] {
        // The rule of thumb gives no byte more than 0.6 tokens: short texts need no count.
        guard text.count * 6 > limit * 10 else { return text }
        let count = prefixCount(of: text, limit: limit)
        return count < text.count ? Array(text[..<count]) : text
    }
}
