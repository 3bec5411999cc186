import BatchCore

/// Probabilities of the tokens of a reply, invented from the token alone.
struct Logprobs {
    /// The number of likeliest tokens reported for each place.
    let most: Int

    /// The text in tokens, as many as are counted for it.
    static func tokens(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var tokens: [ArraySlice<UInt8>] = []
        var (start, tenths) = (0, 0)
        for (index, byte) in text.enumerated() {
            let before = (tenths + 9) / 10
            tenths += Tokens.tenths(of: byte)
            // This byte starts a new token.
            if (tenths + 9) / 10 > before, index > start {
                tokens.append(text[start..<index])
                start = index
            }
        }
        if start < text.count { tokens.append(text[start...]) }
        return tokens
    }

    /// Writes the tokens in the form of chats; null if there is no text.
    func writeChat(_ tokens: [ArraySlice<UInt8>]?, to writer: inout JSONWriter) {
        guard let tokens else { return writer.null() }
        writer.beginArray()
        for token in tokens {
            writer.beginObject()
            write(token, Self.logprob(of: token), to: &writer)
            writer.name("top_logprobs")
            writer.beginArray()
            for (token, logprob) in likeliest(beside: token) {
                writer.beginObject()
                write(token, logprob, to: &writer)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ token: ArraySlice<UInt8>, _ logprob: Double, to writer: inout JSONWriter) {
        writer.member("token", String(decoding: token, as: UTF8.self))
        writer.name("logprob")
        writer.double(logprob)
        writer.name("bytes")
        writer.beginArray()
        for byte in token { writer.int(Int(byte)) }
        writer.endArray()
    }

    /// Writes the tokens in the form of completions.
    /// - Parameter offset: the number of characters before them.
    func writeText(_ tokens: [ArraySlice<UInt8>], offset: Int, to writer: inout JSONWriter) {
        writer.beginObject()
        list("tokens", tokens, to: &writer) { $0.string(String(decoding: $1, as: UTF8.self)) }
        list("token_logprobs", tokens, to: &writer) { $0.double(Self.logprob(of: $1)) }
        list("top_logprobs", tokens, to: &writer) { writer, token in
            writer.beginObject()
            for (token, logprob) in likeliest(beside: token) {
                writer.name(String(decoding: token, as: UTF8.self))
                writer.double(logprob)
            }
            writer.endObject()
        }
        var place = offset
        list("text_offset", tokens, to: &writer) { writer, token in
            writer.int(place)
            place += Self.characters(in: token)
        }
        writer.endObject()
    }

    static func characters(in text: some Sequence<UInt8>) -> Int { text.count { $0 & 0xC0 != 0x80 } }

    private func list(
        _ name: String, _ tokens: [ArraySlice<UInt8>], to writer: inout JSONWriter, _ write: (inout JSONWriter, ArraySlice<UInt8>) -> Void
    ) {
        writer.name(name)
        writer.beginArray()
        for token in tokens { write(&writer, token) }
        writer.endArray()
    }

    /// Near 0 for most tokens, like logarithms of high probabilities.
    private static func logprob(of token: ArraySlice<UInt8>) -> Double {
        var fingerprint = RollingFingerprint()
        fingerprint.add(token)
        var chance = SeededGenerator(seed: fingerprint.value)
        let share = chance.unit()
        return -(share * share * share * 40).rounded() / 16
    }

    /// The token and its alternatives, the likeliest first.
    private func likeliest(beside token: ArraySlice<UInt8>) -> [(token: ArraySlice<UInt8>, logprob: Double)] {
        let logprob = Self.logprob(of: token)
        let others = Self.others.filter { $0 != token }.enumerated().map { ($0.element, logprob - Double($0.offset + 1) / 2) }
        return Array(([(token, logprob)] + others).prefix(most))
    }

    private static let others = [
        " the", " a", " of", " and", " to", " in", " is", " it", " that", " was", " for", " on", " with", " as", " at", " by", " from",
        " or",
        " this", " not", " but",
    ].map { Array($0.utf8)[...] }
}
