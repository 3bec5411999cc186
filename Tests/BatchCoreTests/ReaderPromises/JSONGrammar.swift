/// RFC 8259 once more, in the plainest way: whether a text is JSON. It shares no code with the reader.
struct JSONGrammar {
    private var rest: ArraySlice<Unicode.Scalar>

    /// - Parameter depth: the most levels of nesting that are accepted.
    static func accepts(_ bytes: [UInt8], depth: Int) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        var grammar = JSONGrammar(rest: Array(text.unicodeScalars)[...])
        return grammar.element(depth) && grammar.rest.isEmpty
    }

    /// A value with the space around it.
    private mutating func element(_ depth: Int) -> Bool {
        space()
        guard value(depth) else { return false }
        space()
        return true
    }

    private mutating func value(_ depth: Int) -> Bool {
        switch rest.first {
        case "{"?: list(depth, to: "}") { $0.member(depth - 1) }
        case "["?: list(depth, to: "]") { $0.element(depth - 1) }
        case "\""?: string()
        case "t"?: word("true")
        case "f"?: word("false")
        case "n"?: word("null")
        default: number()
        }
    }

    private mutating func list(_ depth: Int, to end: Unicode.Scalar, _ item: (inout JSONGrammar) -> Bool) -> Bool {
        guard depth > 0 else { return false }
        rest.removeFirst()
        space()
        if take(end) { return true }
        repeat {
            guard item(&self) else { return false }
        } while take(",")
        return take(end)
    }

    private mutating func member(_ depth: Int) -> Bool {
        space()
        guard rest.first == "\"", string() else { return false }
        space()
        return take(":") && element(depth)
    }

    private mutating func string() -> Bool {
        rest.removeFirst()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return true
            case "\\": if !escape() { return false }
            default: if scalar.value < 0x20 { return false }
            }
        }
        return false
    }

    private mutating func escape() -> Bool {
        guard let scalar = rest.popFirst() else { return false }
        guard scalar == "u" else { return "\"\\/bfnrt".unicodeScalars.contains(scalar) }
        let digits = rest.prefix(4)
        rest = rest.dropFirst(4)
        return digits.count == 4 && digits.allSatisfy { $0.properties.isASCIIHexDigit }
    }

    private mutating func word(_ word: String) -> Bool {
        defer { rest = rest.dropFirst(word.unicodeScalars.count) }
        return rest.starts(with: word.unicodeScalars)
    }

    private mutating func number() -> Bool {
        _ = take("-")
        guard take("0") || digits() else { return false }
        if take("."), !digits() { return false }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            return digits()
        }
        return true
    }

    private mutating func digits() -> Bool {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        return !digits.isEmpty
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func space() { rest = rest.drop { " \t\r\n".unicodeScalars.contains($0) } }
}
