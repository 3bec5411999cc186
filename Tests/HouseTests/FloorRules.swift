/// What the floors of `Sources/BatchEngine` may import, use and see. A floor sees those below it.
enum FloorRules {
    static let floors: [String: Int] = [
        "Basics": 0, "JSON": 0, "Conversation": 1, "JobFile": 2, "APIs": 2, "Providers": 2, "Results": 2, "Schedule": 2, "Ledger": 2,
        "Core": 3, "Engine": 4, "Descriptors": 5, "Curl": 5, "SQLite": 5, "Files": 5, "Tools": 5,
    ]

    /// Folders of one floor that one of them may see nevertheless.
    private static let neighbours: [String: Set<String>] = [
        "JSON": ["Basics"], "APIs": ["Providers"], "Results": ["JobFile"], "Curl": ["Descriptors"], "Tools": ["Descriptors"],
    ]

    /// What would bring time, chance, concurrency or the world into the pure floors.
    private static let impureWords = [
        "Date(", ".now", "Task", "await", "async", "DispatchQueue", "print(", "try!", "unsafe", "@unchecked Sendable",
    ]

    /// What one file may hold nevertheless; the reason stands there.
    private static let exceptions = ["Sources/BatchEngine/JSON/TextPattern.swift": "@unchecked Sendable"]

    private static let dataStructures: Set = ["HeapModule", "DequeModule", "OrderedCollections"]
    private static let world: Set = ["Foundation", "Glibc", "Dispatch", "Synchronization"]

    static func maySee(_ folder: String, _ other: String) -> Bool {
        guard let floor = floors[folder], let otherFloor = floors[other] else { return false }
        if folder == other || neighbours[folder]?.contains(other) == true { return true }
        // Adapters know ports and values, not the engine that drives them.
        if floor == 5, other == "Core" { return false }
        return otherFloor < floor
    }

    static func mayImport(_ module: String, in folder: String) -> Bool {
        switch (floors[folder] ?? 0, folder) {
        case (2...3, "Schedule"), (2...3, "Core"): dataStructures.contains(module)
        case (0...3, _): false
        case (4, _): module == "Dispatch" || module == "Synchronization"
        case (_, "Curl"): module == "CCurl" || module == "CSystem" || world.contains(module)
        case (_, "SQLite"): module == "CSQLite" || world.contains(module)
        case (_, "Descriptors"), (_, "Tools"): module == "CSystem" || world.contains(module)
        default: world.contains(module)
        }
    }

    static func everyFolderHasAFloor(_ files: [SourceFile]) -> [String] {
        files.filter { $0.path.hasPrefix("Sources/BatchEngine/") }.compactMap { file in
            guard let folder = file.engineFolder else { return file.violation(line: 1, "the file stands on no floor") }
            return floors[folder] == nil ? file.violation(line: 1, "the folder \(folder) has no floor") : nil
        }
    }

    static func imports(_ files: [SourceFile]) -> [String] {
        files.flatMap { file -> [String] in
            guard let folder = file.engineFolder else { return [] }
            let words = file.code.words
            return words.indices.filter { words[$0].text == "import" }.compactMap { place in
                let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
                guard let module = words[(place + 1)...].first(where: { !kinds.contains($0.text) })?.text else { return nil }
                return mayImport(module, in: folder)
                    ? nil : file.violation(line: file.code.line(of: words[place].offset), "\(folder) may not import \(module)")
            }
        }
    }

    static func purity(_ files: [SourceFile]) -> [String] {
        files.flatMap { file -> [String] in
            guard let folder = file.engineFolder, let floor = floors[folder], floor <= 3 else { return [] }
            return impureWords.filter { $0 != exceptions[file.path] }.flatMap { word in
                file.code.lines(with: word).map { file.violation(line: $0, "floor \(floor) holds `\(word)`") }
            }
        }
    }

    /// Names of types in the code of folders that may not see them.
    static func sight(_ files: [SourceFile]) -> [String] {
        var homes: [String: Set<String>] = [:]
        var nested: [String: Set<String>] = [:]
        for file in files {
            guard let folder = file.engineFolder else { continue }
            for declaration in NameRules.declarations(in: file.code) {
                if declaration.isTopLevel, !declaration.isPrivate {
                    homes[declaration.name, default: []].insert(folder)
                } else {
                    nested[folder, default: []].insert(declaration.name)
                }
            }
        }
        return files.flatMap { file -> [String] in
            guard let folder = file.engineFolder else { return [] }
            return file.code.words.compactMap { word in
                guard let owners = homes[word.text], !owners.contains(where: { maySee(folder, $0) }),
                    nested[folder]?.contains(word.text) != true, file.code.significantByte(before: word.offset) != UInt8(ascii: ".")
                else { return nil }
                let line = file.code.line(of: word.offset)
                return file.violation(line: line, "\(folder) may not see \(word.text) of \(owners.sorted().joined(separator: ", "))")
            }
        }
    }
}
