import BatchCore

extension ReplyText {
    /// Text that looks like Python, of about `count` tokens.
    static func code(count: Int, seed: UInt64) -> [UInt8] {
        var text = ReplyText(seed: seed)
        text.addCode(indentation: [], until: count)
        text.addReturn(indentation: [])
        return text.bytes
    }

    /// Code between the prompt and the suffix of `request`, with the indentation of that place. Its first line is a comment that
    /// quotes the last line of the prompt.
    static func filling(of request: FIMRequest, count: Int, seed: UInt64) -> [UInt8] {
        let newline = UInt8(ascii: "\n")
        let line = request.prompt.split(separator: newline).last ?? []
        var indentation = Array(line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        if let last = line.last, [UInt8(ascii: ":"), UInt8(ascii: "{")].contains(last) { indentation += Array("    ".utf8) }
        var text = ReplyText(seed: seed)
        if let last = request.prompt.last, last != newline { text.add("\n") }
        text.add(indentation)
        text.add("# after ")
        text.quote(Array(line))
        text.add("\n")
        text.addCode(indentation: indentation, until: count)
        // A suffix contains the end.
        if request.suffix.isEmpty { text.addReturn(indentation: indentation) }
        return text.bytes
    }

    /// Adds whole lines of code.
    /// - Parameter indentation: the start of each line.
    mutating func addCode(indentation: [UInt8], until count: Int) {
        repeat {
            add(indentation)
            if chance.happens(0.25) {
                add("if ")
                add(pick(Self.names))
                add(pick(Self.comparisons))
                add("\(chance.next() % 100):\n")
                add(indentation)
                add("    ")
            }
            add(pick(Self.names))
            add(pick(Self.assignments))
            add(pick(Self.names))
            add(pick(Self.operations))
            add("\(1 + chance.next() % 9)\n")
        } while tokens.count < count
    }

    private mutating func addReturn(indentation: [UInt8]) {
        add(indentation)
        add("return ")
        add(pick(Self.names))
        add("\n")
    }

    private static let names = phrases("total", "count", "item", "left", "right", "result", "value", "index", "height", "width")
    private static let comparisons = phrases(" > ", " < ", " == ", " != ")
    private static let assignments = phrases(" = ", " += ", " -= ")
    private static let operations = phrases(" + ", " - ", " * ", " % ")
}
