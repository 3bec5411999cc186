/// Thoughts that stand in an answer's text between `<think>` and `</think>`, as servers without a parser for the model's chain of
/// thought leave them (https://docs.vllm.ai/en/latest/features/reasoning_outputs.html).
enum ThinkTags {
    /// Moves them from the text to the chain of thought. Where a reply has one already, it is kept, and only what the text
    /// repeats of it is taken away: llama.cpp's `deepseek-legacy` tells it in both places
    /// (https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md).
    static func split(off reply: inout Reply) {
        guard let content = reply.content else { return }
        let text = Array(content.utf8)
        let isTold = reply.reasoning?.isEmpty == false
        guard !isTold || isOpened(text), let parts = parts(of: text, isCut: reply.isCut) else { return }
        if !isTold { reply.reasoning = parts.thoughts }
        reply.content = parts.answer
    }

    /// The thoughts and what follows them, without the blank space around; nil where the text has none.
    ///
    /// They stand at its beginning. Where the model's template has opened them, only the closing tag is there, and for some models
    /// (DeepSeek V3.1) without a line's end before or after it. A tag that the answer merely mentions, in code, in quotes or
    /// as a word between others, is part of the answer.
    /// - Parameter isCut: whether the text ends where its limit was; then it may all be thoughts.
    static func parts(of text: [UInt8], isCut: Bool) -> (thoughts: String, answer: String)? {
        let isOpened = isOpened(text)
        let start = text.firstIndex { !isBlank($0) } ?? text.endIndex
        let inside = isOpened ? start + opening.count : start
        let closings = places(of: closing, in: text[inside...]).filter { isOpened || !isMention(at: $0, of: text) }
        // Thoughts may quote the tag. Where they leave a fence open, the first one counts after all.
        let outside = closings.first { !isCode(at: $0, from: inside, of: text) }
        let isFenceLeftOpen = !isCut && !fences(in: text[inside...]).isMultiple(of: 2)
        guard let ends = outside ?? (isOpened || isFenceLeftOpen ? closings.first : nil) else {
            return isOpened && isCut ? (words(text[inside...]), "") : nil
        }
        guard isOpened || places(of: opening, in: text[inside..<ends]).isEmpty else { return nil }
        return split(text, inside, ends)
    }

    private static func isOpened(_ text: [UInt8]) -> Bool { text.drop { isBlank($0) }.starts(with: opening) }

    private static func split(_ text: [UInt8], _ inside: Int, _ ends: Int) -> (thoughts: String, answer: String) {
        (words(text[inside..<ends]), words(text[(ends + closing.count)...]))
    }

    /// Whether the tag stands in a line as a word between others, or in quotes.
    private static func isMention(at place: Int, of text: [UInt8]) -> Bool {
        let after = place + closing.count
        guard place > 0, after < text.count else { return false }
        let quotes = Array("\"'()[]*".utf8) + [0xE2, 0x9C]  // Of “curly ones”, the bytes next to the tag.
        let isEnd = text[after] == UInt8(ascii: " ") || quotes.contains(text[after]) || Array(".,;:!?".utf8).contains(text[after])
        return (text[place - 1] == UInt8(ascii: " ") || quotes.contains(text[place - 1])) && isEnd
    }

    /// Whether the place is in a fenced block of code, or between backquotes on its line.
    private static func isCode(at place: Int, from start: Int, of text: [UInt8]) -> Bool {
        let line = text[start..<place].lastIndex(of: lineFeed).map { $0 + 1 } ?? start
        let quotes = text[line..<place].count { $0 == UInt8(ascii: "`") }
        return !fences(in: text[start..<line]).isMultiple(of: 2) || !quotes.isMultiple(of: 2)
    }

    /// How many lines begin or end a block of code.
    private static func fences(in text: ArraySlice<UInt8>) -> Int {
        text.split(separator: lineFeed).count { line in
            let words = line.drop { isBlank($0) }
            return words.starts(with: Array("```".utf8)) || words.starts(with: Array("~~~".utf8))
        }
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
