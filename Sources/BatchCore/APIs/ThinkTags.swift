/// Reasoning in an answer's text between `<think>` and `</think>`. Servers without a reasoning parser leave it there
/// (https://docs.vllm.ai/en/latest/features/reasoning_outputs.html).
enum ThinkTags {
    /// Moves such reasoning from the text to the reply's reasoning. If the reply already has reasoning, only a repetition of it is removed
    /// from the text: llama.cpp's `deepseek-legacy` writes it in both places
    /// (https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md).
    static func split(off reply: inout Reply) {
        guard let content = reply.content, let parts = parts(of: Array(content.utf8), isCut: reply.isCut) else { return }
        if let told = reply.reasoning, !told.isEmpty {
            guard words(Array(told.utf8)[...]) == parts.thoughts else { return }
        } else {
            reply.reasoning = parts.thoughts
        }
        reply.content = parts.answer
    }

    /// The reasoning and the text after it, without the blank space around; nil if the text has no reasoning.
    ///
    /// Reasoning is at the beginning of the text. If the model's template has opened it, only the closing tag is there, and for some
    /// models (DeepSeek V3.1) it is within a line. Then ``ClosingTag`` decides whether it ends reasoning.
    /// - Parameter isCut: whether the text was cut at its limit; then all of it may be reasoning.
    static func parts(of text: [UInt8], isCut: Bool) -> (thoughts: String, answer: String)? {
        let start = text.firstIndex { !isBlank($0) } ?? text.endIndex
        let isOpened = text[start...].starts(with: opening)
        let inside = isOpened ? start + opening.count : start
        let closings = places(of: closing, in: text[inside...]).filter {
            isOpened || ClosingTag(text: text, start: $0, end: $0 + closing.count).endsThoughts
        }
        guard !closings.isEmpty else { return isOpened && isCut ? (words(text[inside...]), "") : nil }
        // Reasoning may quote the tag. If a fence is left open there, the first tag counts anyway.
        let outside = closings.first { !isCode(at: $0, from: inside, of: text) }
        let isFenceLeftOpen = !isCut && !fences(in: text[inside...]).isMultiple(of: 2)
        guard let ends = outside ?? (isOpened || isFenceLeftOpen ? closings.first : nil) else { return nil }
        guard isOpened || places(of: opening, in: text[inside..<ends]).isEmpty else { return nil }
        return (words(text[inside..<ends]), words(text[(ends + closing.count)...]))
    }

    /// Whether the place is in a fenced code block, or between backquotes on its line.
    private static func isCode(at place: Int, from start: Int, of text: [UInt8]) -> Bool {
        let line = text[start..<place].lastIndex(of: lineFeed).map { $0 + 1 } ?? start
        if !fences(in: text[start..<line]).isMultiple(of: 2) { return true }
        let rest = text[place...].prefix { $0 != lineFeed }
        return !text[line..<place].count { $0 == backquote }.isMultiple(of: 2) && rest.contains(backquote)
    }

    /// The number of lines that begin or end a code block.
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
    private static let backquote = UInt8(ascii: "`")
}
