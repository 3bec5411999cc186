/// The public symbols of the library have docstrings.
enum PublicRules {
    /// Members that a protocol of the standard library documents.
    private static let inherited: Set = [
        "", "hash", "description", "debugDescription", "errorDescription", "makeAsyncIterator", "makeIterator", "next", "AsyncIterator",
        "Element", "Failure", "Iterator", "encode",
    ]

    /// Public declarations, and cases and requirements of public types, without a docstring.
    static func undocumented(_ files: [SourceFile]) -> [String] {
        files.filter { $0.home != nil }.flatMap { file -> [String] in
            file.outline.declarations.compactMap { declaration in
                guard isPublic(declaration, in: file), !inherited.contains(declaration.name), !isDocumented(declaration, in: file) else {
                    return nil
                }
                return file.violation(at: declaration.offset, "\(declaration.name) is public and has no docstring")
            }
        }
    }

    static func isPublic(_ declaration: Outline.Declaration, in file: SourceFile) -> Bool {
        guard declaration.kind != .extended, !declaration.isLocal else { return false }
        if declaration.modifiers.contains("public") { return true }
        // A case is as public as the type around it.
        return declaration.kind == .enumCase
            && file.outline.declarations.contains {
                $0.kind == .type && $0.scope + [$0.name] == declaration.scope && $0.modifiers.contains("public")
            }
    }

    /// Whether the line before the declaration and its attributes ends a docstring.
    private static func isDocumented(_ declaration: Outline.Declaration, in file: SourceFile) -> Bool {
        let lines = file.lines
        var line = file.code.line(of: declaration.start) - 1
        let before = file.code.bytes[..<declaration.start].reversed().prefix { $0 != UInt8(ascii: "\n") }.reversed()
        let indent = String(decoding: before, as: UTF8.self).drop { $0 == " " }
        // After another declaration on the same line nothing documents this one.
        guard indent.isEmpty || indent.hasPrefix("@") || indent.hasPrefix("case ") else { return false }
        while line > 0 {
            let text = lines[line - 1].drop { $0 == " " }
            if text.hasPrefix("///") || text.hasSuffix("*/") { return true }
            guard text.hasPrefix("@") else { return false }
            line -= 1
        }
        return false
    }
}
