import Foundation

/// Names and links in documents.
enum DocumentRules {
    /// Suites that a document names and that do not exist.
    static func suites(_ files: [SourceFile]) -> [String] {
        let known = Set(files.flatMap(\.outline.declarations).filter(\.isType).map(\.name))
        return documents(files).flatMap { file in
            places(in: file, of: #/`([A-Za-z]+Tests)`/#).filter { !known.contains($0.name) }
                .map { file.violation(line: $0.line, "there is no suite \($0.name)") }
        }
    }

    /// Links to files that do not exist.
    /// - Parameter exists: whether there is a file at a path from the project's root.
    static func links(_ files: [SourceFile], exists: (String) -> Bool = isThere) -> [String] {
        documents(files).flatMap { file in
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            return places(in: file, of: #/\]\(([^)#:]+)(?:#[^)]*)?\)/#)
                .filter { !exists(folder.isEmpty ? $0.name : "\(folder)/\($0.name)") }
                .map { file.violation(line: $0.line, "the link leads to \($0.name), which is not there") }
        }
    }

    private static func isThere(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: SourceTree.root.appending(path: path).standardizedFileURL.path)
    }

    private static func documents(_ files: [SourceFile]) -> [SourceFile] { files.filter(\.isDocument) }

    private static func places(in file: SourceFile, of pattern: Regex<(Substring, Substring)>) -> [(line: Int, name: String)] {
        file.lines.enumerated().flatMap { index, line in line.matches(of: pattern).map { (index + 1, String($0.1)) } }
    }
}
