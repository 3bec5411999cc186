/// How folders are laid out.
enum FolderRules {
    /// Folders of the engine without a folder of tests of the same name.
    static func mirrors(_ files: [SourceFile]) -> [String] {
        let tested = Set(files.filter { $0.path.hasPrefix("Tests/BatchEngineTests/") }.map(\.folder))
        let folders = Set(files.filter(hasCode).compactMap(\.engineFolder))
        return folders.subtracting(tested).sorted().map { "Tests/BatchEngineTests/\($0): the folder \($0) has no tests" }
    }

    /// Folders of sources none of whose files begins with the folder's name and what it is for.
    static func purposes(_ files: [SourceFile]) -> [String] {
        let sources = files.filter { $0.path.hasPrefix("Sources/") && hasCode($0) }
        let folders = Dictionary(grouping: sources) { $0.path.split(separator: "/").dropLast().joined(separator: "/") }
        return folders.filter { path, files in
            let name = path.split(separator: "/").last ?? ""
            return !files.contains { $0.text.hasPrefix("// \(name): ") }
        }
        .keys.sorted().map { "\($0): no file says at its beginning what the folder is for" }
    }

    private static func hasCode(_ file: SourceFile) -> Bool { file.code.bytes.contains { !(0...0x20).contains($0) } }
}
