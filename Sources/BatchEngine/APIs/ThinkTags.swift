/// Thoughts that stand in an answer's text between `<think>` and `</think>`, as servers without a parser for the model's chain of
/// thought leave them (https://docs.vllm.ai/en/latest/features/reasoning_outputs.html).
enum ThinkTags {
    /// Moves them from the text to the chain of thought. A reply that has one already is left as it is.
    static func split(off reply: inout Reply) {
        guard reply.reasoning?.isEmpty != false, let content = reply.content else { return }
        let parts = Self.parts(of: Array(content.utf8), isCut: reply.isCut)
        guard let parts else { return }
        (reply.reasoning, reply.content) = (parts.thoughts, parts.answer)
    }

    /// The thoughts and what follows them, without the blank space around; nil where the text has none.
    ///
    /// They stand at its beginning. Where the model's template has opened them, only the closing tag is there, at the end or the
    /// beginning of a line. A tag that the answer merely mentions, in code or within a line, is part of the answer.
    /// - Parameter isCut: whether the text ends where its limit was; then it may all be thoughts.
    static func parts(of text: [UInt8], isCut: Bool) -> (thoughts: String, answer: String)? {
        let start = text.firstIndex { !isBlank($0) } ?? text.endIndex
        let isOpened = text[start...].starts(with: opening)
        let inside = isOpened ? start + opening.count : start
        let closings = places(of: closing, in: text[inside...])
        guard isOpened else {
            let ends = closings.first { !isCode(at: $0, from: inside, of: text) && standsAlone(at: $0, of: text) }
            guard let ends, places(of: opening, in: text[inside..<ends]).isEmpty else { return nil }
            return split(text, inside, ends)
        }
        // Thoughts may quote the tag; where a fence in them is left open, the first one counts after all.
        if let ends = closings.first(where: { !isCode(at: $0, from: inside, of: text) }) ?? closings.first {
            return split(text, inside, ends)
        }
        return isCut ? (words(text[inside...]), "") : nil
    }

    private static func split(_ text: [UInt8], _ inside: Int, _ ends: Int) -> (thoughts: String, answer: String) {
        (words(text[inside..<ends]), words(text[(ends + closing.count)...]))
    }

    /// Whether a line begins before the tag or ends behind it.
    private static func standsAlone(at place: Int, of text: [UInt8]) -> Bool {
        let after = place + closing.count
        let isLast = after == text.count || text[after] == lineFeed || text[after] == UInt8(ascii: "\r")
        return isLast || place == 0 || text[place - 1] == lineFeed
    }

    /// Whether the place is in a fenced block of code, or between backquotes on its line.
    private static func isCode(at place: Int, from start: Int, of text: [UInt8]) -> Bool {
        let lines = text[start..<place].split(separator: lineFeed, omittingEmptySubsequences: false)
        let fences = lines.dropLast().count { line in
            let words = line.drop { isBlank($0) }
            return words.starts(with: Array("```".utf8)) || words.starts(with: Array("~~~".utf8))
        }
        let quotes = lines.last?.count { $0 == UInt8(ascii: "`") } ?? 0
        return !fences.isMultiple(of: 2) || !quotes.isMultiple(of: 2)
    }

    private static func places(of tag: [UInt8], in text: ArraySlice<UInt8>) -> [Int] {
        var places: [Int] = []
        var rest = text
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            if rest[start...].starts(with: tag) { places.append(start) }
            rest = rest[(start + 1)...]
        }
        return places
    }

    private static func words(_ text: ArraySlice<UInt8>) -> String {
        let from = text.firstIndex { !isBlank($0) } ?? text.endIndex
        let to = text.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? from
        return String(decoding: text[from..<max(from, to)], as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }

    private static let opening = Array("<think>".utf8)
    private static let closing = Array("</think>".utf8)
    private static let lineFeed = UInt8(ascii: "\n")
}
