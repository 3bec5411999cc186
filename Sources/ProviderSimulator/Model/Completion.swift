import BatchEngine

/// What the model generated for a request. It follows from the conversation, the model, `max_tokens` and the reply seed,
/// and from nothing else, so that two runs can be compared byte for byte.
struct Completion {
    var content: [UInt8]
    /// Nil where the model does not think.
    var reasoning: [UInt8]?
    /// `stop`, or `length` where `max_tokens` cut the reply.
    var finishReason: String
    var contentTokens: Int
    var reasoningTokens: Int
    /// Names the response: 32 hexadecimal digits.
    let id: String

    var completionTokens: Int { contentTokens + reasoningTokens }

    init(of request: ChatRequest, options: SimulatorOptions) {
        var fingerprint = request.prefixes.last?.fingerprint ?? RollingFingerprint()
        fingerprint.add(request.model.utf8)
        let seed = RollingFingerprint.mix(
            fingerprint.value ^ RollingFingerprint.mix(options.replySeed) &+ UInt64(request.maxTokens ?? 0))
        var chance = SeededGenerator(seed: seed)
        id = Self.hexadecimal(chance.next()) + Self.hexadecimal(chance.next())
        // Squared, so that short replies are more frequent than long ones, as they are in life.
        let share = chance.unit() * chance.unit()
        let spread = Double(options.replyTokens.upperBound - options.replyTokens.lowerBound)
        let count = options.replyTokens.lowerBound + Int(share * spread)
        var room = request.maxTokens ?? .max / 100
        (reasoning, reasoningTokens) = (nil, 0)
        if request.thinks {
            // Half of what is allowed at most, so that there is always an answer after it.
            let text = ReplyText.reasoning(on: request, count: 10 + Int(chance.next() % 50), seed: chance.next())
            let cut = Self.cut(text, to: room / 2)
            reasoning = cut
            reasoningTokens = Self.tokens(of: cut)
            room -= reasoningTokens
        }
        let text = ReplyText.reply(to: request, count: count, seed: chance.next())
        content = Self.cut(text, to: room)
        contentTokens = Self.tokens(of: content)
        finishReason = content.count < text.count ? "length" : "stop"
    }

    /// Breaks the content off in the middle.
    mutating func interrupt(finishReason: String) {
        content = Self.cut(content, to: max(1, contentTokens / 2))
        contentTokens = Self.tokens(of: content)
        self.finishReason = finishReason
    }

    private static func cut(_ text: [UInt8], to limit: Int) -> [UInt8] {
        // The rule of thumb gives no byte more than 0.6 tokens: short texts need no count.
        guard text.count * 6 > limit * 10 else { return text }
        let count = Tokens.prefixCount(of: text, limit: limit)
        return count < text.count ? Array(text[..<count]) : text
    }

    private static func tokens(of text: [UInt8]) -> Int {
        var tokens = Tokens()
        tokens.add(text)
        return tokens.count
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
