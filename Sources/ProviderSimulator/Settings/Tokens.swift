/// A number of tokens by DeepSeek's estimate: 0.3 for an English character, 0.6 for a Chinese one
/// (https://api-docs.deepseek.com/quick_start/token_usage).
///
/// It is kept in tenths, so that a text counts the same however it is divided.
struct Tokens: Hashable, Sendable {
    var tenths = 0

    /// Whole tokens, rounded up.
    var count: Int { (tenths + 9) / 10 }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { tenths += Self.tenths(of: byte) }
    }

    static func count(of bytes: some Sequence<UInt8>) -> Int {
        var tokens = Tokens()
        tokens.add(bytes)
        return tokens.count
    }

    /// The cost of a message in addition to its text.
    static let messageTenths = 40

    /// A scalar beyond ASCII is counted with its first byte.
    static func tenths(of byte: UInt8) -> Int { byte < 0x80 ? 3 : byte >= 0xC0 ? 6 : 0 }

    /// The number of leading bytes that have at most `limit` tokens, without cutting a scalar.
    static func prefixCount(of bytes: [UInt8], limit: Int) -> Int {
        var tenths = 0
        for (index, byte) in bytes.enumerated() {
            tenths += Self.tenths(of: byte)
            if tenths > limit * 10 { return index }
        }
        return bytes.count
    }

    /// The start of `text` that has at most `limit` tokens.
    static func cut(_ text: [UInt8], to limit: Int) -> [UInt8] {
        // No byte counts more than 0.6 tokens, so short texts need no count.
        guard text.count * 6 > limit * 10 else { return text }
        let count = prefixCount(of: text, limit: limit)
        return count < text.count ? Array(text[..<count]) : text
    }
}
