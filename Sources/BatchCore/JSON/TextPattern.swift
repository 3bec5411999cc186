/// A regular expression that is looked for anywhere in a text, as JSON Schema's `pattern` is (ECMA-262, and so much of it as
/// https://json-schema.org/understanding-json-schema/reference/regular_expressions recommends).
///
/// Texts are compared by Unicode scalars, `\d`, `\w` and `\b` know ASCII alone, `.` matches no line end, `^` and `$` are the ends
/// of the text. The engine is that of Swift's `Regex`: it refuses lookbehind, and what it has beyond ECMA-262 is let pass.
///
/// It tries one way after the other, and nothing bounds how many. A pattern that can split what it repeats in many ways, as
/// `^(\w+\s?)*$` can, takes a time that doubles with every character or two of a text that does not match: at twenty characters
/// half a minute. `^(\w+\s)*\w*$` says the same, and there is one way to it.
package struct TextPattern: Sendable {
    /// The pattern as it was written.
    package let source: String
    private let compiled: Compiled

    /// `Regex` is not `Sendable`, since one made by a builder may hold code of its maker. One that is read from text holds none,
    /// is never changed, and its program is made by the first match, which is done before anyone else sees it.
    ///
    /// It is held by reference, since the size of a `Regex` is known only when the program runs: every value that held one
    /// itself, each turn of a script for one, would be copied and destroyed by calls into the runtime.
    private final class Compiled: @unchecked Sendable {
        let regex: Regex<AnyRegexOutput>

        init(_ regex: Regex<AnyRegexOutput>) { self.regex = regex }
    }

    /// - Throws: ``TextPatternError`` if the pattern cannot be read.
    package init(_ pattern: String) throws(TextPatternError) {
        var spelling = PatternSpelling(pattern)
        do {
            let regex = try Regex(spelling.translated())
                .matchingSemantics(.unicodeScalar).asciiOnlyDigits().asciiOnlyWordCharacters().wordBoundaryKind(.simple)
            _ = try regex.firstMatch(in: "")
            compiled = Compiled(regex)
        } catch {
            throw TextPatternError(message: "\(error)")
        }
        source = pattern
    }

    /// Whether the pattern matches somewhere in `text`.
    package func matches(_ text: String) -> Bool {
        // A match throws only if the pattern holds code.
        (try? compiled.regex.firstMatch(in: text)) != nil
    }
}

/// Why a pattern cannot be read.
package struct TextPatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault, in the engine's words.
    package var message: String

    package var description: String { message }
}

/// Spells a pattern so that `Regex` reads it as ECMA-262 means it: in a class `[`, `&&`, `--` and `~~` are plain characters,
/// `[]` matches nothing and `[^]` anything, `\cJ` is a control character, and two escaped surrogates are one scalar. Whatever
/// is not ASCII is escaped, for `Regex` would take a combining mark together with the character before it.
private struct PatternSpelling {
    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var output = ""

    init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    mutating func translated() -> String {
        while let scalar = next() {
            switch scalar {
            case "\\": writeEscape()
            case "[": writeClass()
            // `<{` would begin what Swift calls an interpolation.
            case "<" where peek == "{": output += "\\x3C"
            default: write(scalar)
            }
        }
        return output
    }

    private var peek: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func next() -> Unicode.Scalar? {
        guard place < scalars.count else { return nil }
        place += 1
        return scalars[place - 1]
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        if (" "..."~").contains(scalar) { output.unicodeScalars.append(scalar) } else { writeByNumber(scalar.value) }
    }

    private mutating func writeByNumber(_ value: UInt32) { output += "\\u{\(String(value, radix: 16))}" }

    /// Writes what follows a backslash; returns whether it stands for a set of characters.
    @discardableResult
    private mutating func writeEscape() -> Bool {
        guard let scalar = next() else {
            output += "\\"
            return false
        }
        switch scalar {
        case "c":
            guard let letter = peek, letter.properties.isAlphabetic, letter.isASCII else { break }
            place += 1
            writeByNumber(letter.value % 32)
            return false
        case "u":
            guard let high = codeUnit(at: place), (0xD800...0xDBFF).contains(high), place + 10 <= scalars.count,
                scalars[place + 4] == "\\", scalars[place + 5] == "u", let low = codeUnit(at: place + 6),
                (0xDC00...0xDFFF).contains(low)
            else { break }
            place += 10
            writeByNumber(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
            return false
        default:
            guard scalar.isASCII else {
                write(scalar)
                return false
            }
        }
        output += "\\"
        write(scalar)
        return "dDwWsSpP".unicodeScalars.contains(scalar)
    }

    private func codeUnit(at place: Int) -> UInt32? {
        guard place + 4 <= scalars.count else { return nil }
        return UInt32(String(String.UnicodeScalarView(scalars[place..<place + 4])), radix: 16)
    }

    /// Writes a class up to its end. A hyphen is escaped wherever it does not stand between two characters of a range.
    private mutating func writeClass() {
        let isNegated = peek == "^"
        if isNegated { place += 1 }
        guard peek != "]" else {
            place += 1
            output += isNegated ? "[\\s\\S]" : "(?!)"
            return
        }
        output += isNegated ? "[^" : "["
        var mayBeginRange = false
        var isInRange = false
        while let scalar = next() {
            if scalar == "]" {
                output += "]"
                return
            }
            if scalar == "-", mayBeginRange, peek != "]" {
                output += "-"
                (mayBeginRange, isInRange) = (false, true)
                continue
            }
            var isSet = false
            switch scalar {
            case "\\": isSet = writeEscape()
            case "[", "-", "&", "~": output += "\\\(scalar)"
            default: write(scalar)
            }
            (mayBeginRange, isInRange) = (!isInRange && !isSet, false)
        }
    }
}
