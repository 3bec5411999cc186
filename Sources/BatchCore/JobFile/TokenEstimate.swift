/// An estimate of the tokens of a text by DeepSeek's rule of thumb: 0.3 for an English character, 0.6 for a Chinese one
/// (https://api-docs.deepseek.com/quick_start/token_usage). Characters beyond ASCII count as Chinese ones do.
package enum TokenEstimate {
    /// The input tokens of all rounds of `job`. Each round sends the history again. The replies in it are unknown and not counted.
    /// Only the texts among content parts are counted.
    package static func inputTokens(of job: Job) -> Int {
        var history = tenths(job.opening.bytes[...])
        let tools = job.parameters["tools"].map { tenths($0.bytes[...]) } ?? 0
        var total = 0
        for turn in job.turns {
            let words = contentTenths(turn.content) + (turn.suffix.map { contentTenths($0) } ?? 0)
            // Each gap is a request without a history.
            history = job.api == .fim ? words : history + words
            total += history + (turn.parameters["tools"].map { tenths($0.bytes[...]) } ?? tools)
        }
        return (total + 9) / 10
    }

    private static func contentTenths(_ content: JSONText) -> Int {
        guard content.kind == .array else { return tenths(content.bytes.dropFirst().dropLast()) }
        return content.root.elements.reduce(0) { sum, part in
            guard let text = part["text"], text.kind == .string else { return sum }
            return sum + tenths(text.raw.dropFirst().dropLast())
        }
    }

    /// Tenths of tokens in JSON text. An escape counts as the one character that it encodes.
    static func tenths(_ text: ArraySlice<UInt8>) -> Int {
        var (narrow, wide) = (0, 0)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "\\"), index < text.endIndex {
                if text[index] == UInt8(ascii: "u"), index + 4 < text.endIndex {
                    if text[index + 1...index + 2].elementsEqual("00".utf8) {
                        narrow += 1
                    } else if !isLowSurrogate(text[index + 1], text[index + 2]) {
                        wide += 1
                    }
                    index += 5
                } else {
                    narrow += 1
                    index += 1
                }
            } else if byte < 0x80 {
                narrow += 1
            } else if byte >= 0xC0 {
                wide += 1
            }
        }
        return narrow * 3 + wide * 6
    }

    /// Whether an escape with these first digits is the second half of a pair, whose first half is counted: DC00 to DFFF.
    private static func isLowSurrogate(_ first: UInt8, _ second: UInt8) -> Bool {
        JSONString.hexDigit(first) == 0xD && (JSONString.hexDigit(second) ?? 0) >= 0xC
    }
}
