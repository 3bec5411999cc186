/// Limits of sizes.
enum SizeRules {
    static let longestFile = 400
    static let longestFunction = 70
    static let widestLine = 140

    static func files(_ files: [SourceFile]) -> [String] {
        files.compactMap { file in
            let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
            return count > longestFile ? file.violation(line: count, "the file has \(count) lines, more than \(longestFile)") : nil
        }
    }

    static func lines(_ files: [SourceFile]) -> [String] {
        files.flatMap { file in
            file.lines.enumerated().compactMap { place, line in
                line.unicodeScalars.count > widestLine
                    ? file.violation(line: place + 1, "the line has \(line.unicodeScalars.count) columns, more than \(widestLine)") : nil
            }
        }
    }

    static func functions(_ files: [SourceFile]) -> [String] {
        files.flatMap { file in
            functions(in: file.code).compactMap { function in
                let count = function.last - function.first + 1
                return count > longestFunction
                    ? file.violation(line: function.first, "the function has \(count) lines, more than \(longestFunction)") : nil
            }
        }
    }

    /// The first and last lines of each function, initializer and computed property.
    static func functions(in code: SwiftCode) -> [(first: Int, last: Int)] {
        code.words.compactMap { word in
            guard Self.openers.contains(word.text), code.significantByte(before: word.offset) != UInt8(ascii: "."),
                let body = body(after: word, in: code), let end = end(ofBlockAt: body, in: code)
            else { return nil }
            return (code.line(of: word.offset), code.line(of: end))
        }
    }

    private static let openers: Set = ["func", "init", "deinit", "subscript", "var"]
    /// Words that begin the next declaration, after one without a body.
    private static let enders: Set = [
        "func", "init", "deinit", "subscript", "var", "let", "case", "static", "public", "private", "mutating", "associatedtype",
    ]

    /// The place of the body's brace; nil for a requirement or a stored property.
    private static func body(after word: SwiftCode.Word, in code: SwiftCode) -> Int? {
        var depth = 0
        var offset = word.end
        while offset < code.bytes.count {
            switch code.bytes[offset] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                depth -= 1
                if depth < 0 { return nil }
            case UInt8(ascii: "{") where depth == 0: return offset
            case UInt8(ascii: "}") where depth == 0: return nil
            case UInt8(ascii: "="), UInt8(ascii: "\n"):
                if word.text == "var", depth == 0 { return nil }
            case let byte where depth == 0 && SwiftCode.isWordByte(byte):
                var end = offset
                while end < code.bytes.count, SwiftCode.isWordByte(code.bytes[end]) { end += 1 }
                if enders.contains(String(decoding: code.bytes[offset..<end], as: UTF8.self)) { return nil }
                offset = end
                continue
            default: break
            }
            offset += 1
        }
        return nil
    }

    private static func end(ofBlockAt start: Int, in code: SwiftCode) -> Int? {
        var depth = 0
        for offset in start..<code.bytes.count {
            if code.bytes[offset] == UInt8(ascii: "{") { depth += 1 }
            if code.bytes[offset] == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return offset }
            }
        }
        return nil
    }
}
