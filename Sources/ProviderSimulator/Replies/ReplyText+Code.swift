import BatchEngine

extension ReplyText {
    /// What looks like lines of Python, about `count` tokens of them.
    static func code(count: Int, seed: UInt64) -> [UInt8] {
        var text = ReplyText(seed: seed)
        text.addCode(indentation: [], until: count)
        return text.bytes
    }

    /// Adds lines of code, each with its end.
    /// - Parameter indentation: what each line begins with.
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
