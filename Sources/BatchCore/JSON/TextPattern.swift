/// A regular expression that is searched anywhere in a text, like JSON Schema's `pattern`. It supports the part of ECMA-262 that
/// https://json-schema.org/understanding-json-schema/reference/regular_expressions recommends.
///
/// Texts are compared by Unicode scalars. `\d`, `\w` and `\b` match only ASCII, `.` matches no line end, `^` and `$` match the ends of the
/// text. The engine is Swift's `Regex`: it refuses lookbehind, and its extensions of ECMA-262 are accepted.
///
/// The engine backtracks without a limit. A pattern that can split repeated text in many ways, such as `^(\w+\s?)*$`, takes time that
/// doubles with every one or two characters of a text that does not match: half a minute at twenty characters. `^(\w+\s)*\w*$` matches the
/// same texts, and in one way only.
package struct TextPattern: Sendable {
    /// The pattern as written.
    package let source: String
    private let compiled: Compiled

    /// `Regex` is not `Sendable`, because one made by a builder may contain its author's closures. One that is parsed from text contains
    /// no closures and never changes. The first match compiles its program, and that match runs before other threads have access.
    ///
    /// A reference is stored because the size of a `Regex` is known only at run time. A type that stored it directly, such as a turn of a
    /// script, would be copied and destroyed by calls into the runtime.
    private final class Compiled: @unchecked Sendable {
        let regex: Regex<AnyRegexOutput>

        init(_ regex: Regex<AnyRegexOutput>) { self.regex = regex }
    }

    /// - Throws: ``TextPatternError`` if the pattern is not valid.
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
        // A match throws only if the pattern contains code.
        (try? compiled.regex.firstMatch(in: text)) != nil
    }
}

/// The reason why a pattern is not valid.
package struct TextPatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault, in the engine's words.
    package var message: String

    package var description: String { message }
}

/// Rewrites a pattern so that `Regex` reads it as ECMA-262 does. In a class, `[`, `&&`, `--` and `~~` are plain characters. `[]` matches
/// nothing and `[^]` anything. `\cJ` is a control character, and two escaped surrogates are one scalar. All characters outside ASCII are
/// escaped, because `Regex` would join a combining mark with the character before it.
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
            // `<{` would begin an interpolation in Swift's syntax.
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

    /// Writes the text after a backslash; returns whether it stands for a set of characters.
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

    /// Writes a class up to its end. A hyphen is escaped unless it is between two characters of a range.
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
