/// The modules that a folder may import, and the folders whose types, functions and members it may use.
enum FloorRules {
    static func everyFolderHasAFloor(_ files: [SourceFile]) -> [String] {
        files.compactMap { file in
            guard let home = file.home, file.isSwift, House.rooms[home] == nil, hasDeclarations(file) else { return nil }
            return file.violation(line: 1, "\(home) has no floor")
        }
    }

    static func imports(_ files: [SourceFile]) -> [String] {
        files.flatMap { file -> [String] in
            guard let home = file.home else { return [] }
            let words = file.code.words
            return words.indices.filter { words[$0].text == "import" }.compactMap { place in
                let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
                guard let module = words[(place + 1)...].first(where: { !kinds.contains($0.text) })?.text else { return nil }
                return House.mayImport(module, in: home) ? nil : file.violation(at: words[place].offset, "\(home) may not import \(module)")
            }
        }
    }

    /// Uses of types, functions and members of folders that the file's folder may not see.
    static func sight(_ files: [SourceFile]) -> [String] {
        let names = NameTable(files)
        return files.flatMap { file in
            names.uses(in: file).compactMap { use in
                guard let home = file.home, !use.owners.contains(where: { House.maySee(home, $0) }) else { return nil }
                return file.violation(at: use.offset, "\(home) may not see \(use.name) of \(use.owners.sorted().joined(separator: ", "))")
            }
        }
    }

    private static func hasDeclarations(_ file: SourceFile) -> Bool { !file.outline.declarations.isEmpty }
}
