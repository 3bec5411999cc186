/// The layout of folders.
enum FolderRules {
    /// Modules whose tests mirror their folders.
    private static let mirrored = ["BatchCore", "BatchEngine", "ProviderSimulator"]

    /// Folders of those modules without a folder of tests of the same name.
    static func mirrors(_ files: [SourceFile]) -> [String] {
        let tests = files.filter { $0.path.hasPrefix("Tests/") }
        let tested = Set(tests.map { $0.path.split(separator: "/").dropLast().joined(separator: "/") })
        return Set(files.filter(hasCode).compactMap(\.home)).sorted().compactMap { home in
            let parts = home.split(separator: "/").map(String.init)
            guard parts.count == 2, mirrored.contains(parts[0]) else { return nil }
            let tests = "Tests/\(parts[0])Tests/\(parts[1])"
            return tested.contains(tests) ? nil : "\(tests): the folder \(parts[1]) has no tests"
        }
    }

    /// Folders of sources without a file that begins with the folder's name and purpose.
    static func purposes(_ files: [SourceFile]) -> [String] {
        let sources = files.filter { $0.home?.contains("/") == true && hasCode($0) }
        let folders = Dictionary(grouping: sources) { $0.path.split(separator: "/").dropLast().joined(separator: "/") }
        return folders.filter { path, files in
            let name = path.split(separator: "/").last ?? ""
            return !files.contains { $0.text.hasPrefix("// \(name): ") }
        }
        .keys.sorted().map { "\($0): no file says at its beginning what the folder is for" }
    }

    private static func hasCode(_ file: SourceFile) -> Bool { file.code.bytes.contains { !(0...0x20).contains($0) } }
}
