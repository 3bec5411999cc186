import Foundation

/// Rules for names, and texts that no file may contain.
enum NameRules {
    private static let emptyParts: Set = ["Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Impl"]

    /// Type names with words that do not describe the type.
    static func emptyNames(_ files: [SourceFile]) -> [String] {
        files.flatMap { file in
            file.outline.declarations.filter(\.isType).compactMap { declaration in
                parts(of: declaration.name).first { emptyParts.contains($0) }.map {
                    file.violation(at: declaration.offset, "the name \(declaration.name) holds the empty word \($0)")
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

    /// Files of sources that are not named for their contents: `Type.swift` declares `Type`, `Type+Topic.swift` extends `Type`. A folder's
    /// head file may have the folder's name. A suite's file has the suite's name.
    static func files(_ files: [SourceFile]) -> [String] {
        files.filter { $0.isSwift && ($0.home != nil || $0.stem.hasSuffix("Tests")) }.compactMap { file in
            let type = String(file.stem.prefix { $0 != "+" })
            let isExtension = type.count < file.stem.count
            let isThere = file.outline.declarations.contains {
                $0.name == type && !$0.isLocal && (isExtension ? $0.kind == .extended : $0.isType)
            }
            if isThere || file.text.hasPrefix("// \(file.folder): ") && file.stem == file.folder { return nil }
            return file.violation(line: 1, "the file does not \(isExtension ? "extend" : "declare") \(type)")
        }
    }

    /// Paths that exist on one machine alone.
    static func machinePaths(_ files: [SourceFile]) -> [String] {
        textual(files, ["work", "root", "home"].map { "/\($0)/" }) { "the path \($0) is one machine's" }
    }

    /// Notes about unfinished work.
    static func notes(_ files: [SourceFile]) -> [String] {
        textual(files, ["TO" + "DO", "FIX" + "ME"]) { "\($0): do it, or leave it unsaid" }
    }

    private static func textual(_ files: [SourceFile], _ patterns: [String], _ message: (String) -> String) -> [String] {
        files.flatMap { file in
            let text = Data(file.text.utf8)
            return patterns.flatMap { pattern -> [String] in
                var (faults, start): ([String], Int) = ([], 0)
                while let place = text.range(of: Data(pattern.utf8), in: start..<text.count) {
                    let line = text[..<place.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
                    faults.append(file.violation(line: line, message(pattern)))
                    start = place.upperBound
                }
                return faults
            }
        }
    }
}
