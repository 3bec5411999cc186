import Foundation

/// What things may be called, and what must not stand in the text at all.
enum NameRules {
    struct Declaration {
        let name: String
        let offset: Int
        let isTopLevel: Bool
        let isPrivate: Bool
    }

    private static let kinds: Set = ["struct", "class", "enum", "protocol", "actor", "typealias"]
    private static let emptyParts: Set = ["Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Impl"]

    /// The types that `code` declares.
    static func declarations(in code: SwiftCode) -> [Declaration] {
        var found: [Declaration] = []
        var (depth, scanned) = (0, 0)
        let words = code.words
        for (place, word) in words.enumerated() where kinds.contains(word.text) && place + 1 < words.count {
            for byte in code.bytes[scanned..<word.offset] {
                if byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "}") { depth -= 1 }
            }
            scanned = word.offset
            let name = words[place + 1]
            // `class func` and `import struct` declare no type; every type's name begins with a capital.
            guard name.text.first?.isUppercase == true, place == 0 || words[place - 1].text != "import" else { continue }
            let before = place > 0 ? words[max(0, place - 2)..<place].map(\.text) : []
            let isPrivate = before.contains { $0 == "private" || $0 == "fileprivate" }
            found.append(Declaration(name: name.text, offset: name.offset, isTopLevel: depth == 0, isPrivate: isPrivate))
        }
        return found
    }

    /// Type names that say nothing of what the type is.
    static func emptyNames(_ files: [SourceFile]) -> [String] {
        files.flatMap { file in
            declarations(in: file.code).compactMap { declaration in
                parts(of: declaration.name).first { emptyParts.contains($0) }.map {
                    file.violation(line: file.code.line(of: declaration.offset), "the name \(declaration.name) holds the empty word \($0)")
                }
            }
        }
    }

    /// `HTTPBodyReader` has the parts `HTTP`, `Body` and `Reader`.
    static func parts(of name: String) -> [String] {
        var parts = [""]
        let characters = Array(name)
        for (place, character) in characters.enumerated() {
            let isBeforeLowercase = place + 1 < characters.count && characters[place + 1].isLowercase
            let isAfterUppercase = place > 0 && characters[place - 1].isUppercase
            if character.isUppercase, isBeforeLowercase || !isAfterUppercase { parts.append("") }
            parts[parts.count - 1].append(character)
        }
        return parts
    }

    /// Paths that exist on one machine alone.
    static func machinePaths(_ files: [SourceFile]) -> [String] {
        textual(files, ["work", "root", "home"].map { "/\($0)/" }) { "the path \($0) is one machine's" }
    }

    /// Notes of work that is not done.
    static func notes(_ files: [SourceFile]) -> [String] {
        textual(files, ["TO" + "DO", "FIX" + "ME"]) { "\($0): do it, or leave it unsaid" }
    }

    private static func textual(_ files: [SourceFile], _ patterns: [String], _ message: (String) -> String) -> [String] {
        files.flatMap { file in
            file.lines.enumerated().flatMap { place, line in
                patterns.filter { line.contains($0) }.map { file.violation(line: place + 1, message($0)) }
            }
        }
    }
}
