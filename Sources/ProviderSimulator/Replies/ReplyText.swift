import BatchCore

/// Composes replies: plausible English with the number of the turn and some words of the user. So a reader of the results sees
/// whether the history was sent.
struct ReplyText {
    var chance: SeededGenerator
    private(set) var bytes: [UInt8] = []
    private(set) var tokens = Tokens()

    /// - Parameter seed: determines the text, together with the request.
    init(seed: UInt64) { chance = SeededGenerator(seed: seed) }

    /// A reply to `request` of about `count` tokens.
    static func reply(to request: ChatRequest, count: Int, seed: UInt64) -> [UInt8] {
        var text = ReplyText(seed: seed)
        text.add("Turn \(request.messages.turn)")
        text.add(text.pick(openings))
        text.quote(request.messages.lastUserText)
        for result in request.messages.toolResults {
            text.add("; \(result.name) says ")
            text.quote(result.text)
        }
        text.addSentences(until: count)
        return text.bytes
    }

    /// Text beside calls of functions.
    static func announcement(seed: UInt64) -> [UInt8] {
        var text = ReplyText(seed: seed)
        text.add(text.pick(announcements))
        return text.bytes
    }

    /// Reasoning of about `count` tokens.
    static func reasoning(on request: ChatRequest, count: Int, seed: UInt64) -> [UInt8] {
        var text = ReplyText(seed: seed)
        text.add("The user asks in turn \(request.messages.turn) about ")
        text.quote(request.messages.lastUserText)
        text.addSentences(until: count)
        return text.bytes
    }

    /// A continuation of about `count` tokens of a prefix that is not the model's.
    static func sequel(to request: ChatRequest, count: Int, seed: UInt64) -> [UInt8] {
        var text = ReplyText(seed: seed)
        text.add(" with regard to ")
        text.quote(request.messages.lastUserText)
        text.addSentences(until: count)
        return text.bytes
    }

    private mutating func addSentences(until count: Int) {
        add(".")
        while tokens.count < count {
            add(" ")
            add(sentence())
        }
    }

    mutating func sentence() -> [UInt8] {
        pick(Self.starts) + pick(Self.subjects) + pick(Self.verbs) + pick(Self.objects) + pick(Self.ends)
    }

    mutating func add(_ text: some Sequence<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: text)
        tokens.add(bytes[start...])
    }

    mutating func add(_ text: String) { add(text.utf8) }

    mutating func pick(_ phrases: [[UInt8]]) -> [UInt8] {
        phrases[Int(chance.next() % UInt64(phrases.count))]
    }

    /// Adds up to five successive words of `text` in quotation marks.
    mutating func quote(_ text: [UInt8]) {
        guard let words = someWords(of: text) else { return add("your message") }
        add("\"")
        add(words)
        add("\"")
    }

    /// Up to five successive words of `text`; nil if it has none.
    mutating func someWords(of text: [UInt8]) -> [UInt8]? {
        var words: [Range<Int>] = []
        var start: Int?
        for (index, byte) in text.enumerated() where words.count < Self.wordsConsidered {
            let isLetter = byte > 0x20 && byte != UInt8(ascii: "\"") && byte != 0x7F
            if isLetter, start == nil { start = index }
            if !isLetter, let begin = start {
                words.append(begin..<index)
                start = nil
            }
        }
        if let start, words.count < Self.wordsConsidered { words.append(start..<text.count) }
        guard !words.isEmpty else { return nil }
        let first = words.count > 5 ? Int(chance.next() % UInt64(words.count - 4)) : 0
        let some = words[first..<min(words.count, first + 5)].map { text[Self.shortened($0, in: text)] }
        return Array(some.joined(separator: CollectionOfOne(UInt8(ascii: " "))))
    }

    /// The start of a very long word (such as a text without spaces), without cutting a scalar.
    static func shortened(_ word: Range<Int>, in text: [UInt8]) -> Range<Int> {
        guard word.count > longestWord else { return word }
        var end = word.lowerBound + longestWord
        while end > word.lowerBound, text[end] & 0xC0 == 0x80 { end -= 1 }
        return word.lowerBound..<end
    }

    private static let wordsConsidered = 40
    private static let longestWord = 48
}

extension ReplyText {
    static func phrases(_ list: String...) -> [[UInt8]] { list.map { Array($0.utf8) } }

    private static let openings = phrases(
        ": on ", ": as for ", ", about ", ": you mention ", ": to come back to ", ": the short answer to ", ": concerning ")
    private static let announcements = phrases(
        "Let me look that up.", "One moment, I will ask for it.", "This needs a look at the facts first.")
    private static let starts = phrases(
        "Here ", "Then again, ", "Of course ", "In short, ", "For example, ", "Beyond that, ", "In practice, ", "Even so, ", "As a rule, ",
        "At first sight, ", "On reflection, ", "For most readers, ")
    private static let subjects = phrases(
        "the first point", "a careful reader", "the usual method", "the earlier answer", "an older source", "the second example",
        "a small experiment", "the whole picture", "the plain reading", "a good estimate", "the northern route", "every traveller",
        "the common opinion", "a single number", "the longer proof", "the quiet season")
    private static let verbs = phrases(
        " explains ", " depends on ", " leads back to ", " changes ", " confirms ", " leaves open ", " rests on ", " follows from ",
        " suggests ", " outweighs ", " needs ", " makes room for ")
    private static let objects = phrases(
        "what was asked before", "the height of the mountain", "the order of the steps", "a difference of a few parts in a hundred",
        "the weather of that year", "the question itself", "most of the evidence", "two of the three cases", "the price of bread",
        "a simple comparison", "the shape of the coast", "the names on the list", "an honest doubt", "the sum of both columns",
        "the light in the evening", "the part that is easy to overlook")
    private static let ends = phrases(
        ".", ".", ".", " and little else.", ", which is worth remembering.", " in nearly every case.", ", though not at once.",
        ", as the figures show.", " before anything else.", ", and that settles it.", "; the rest is detail.")
}
