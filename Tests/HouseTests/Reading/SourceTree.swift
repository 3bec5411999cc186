import Foundation

/// The project's own files on the disk.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every text file that belongs to the project.
    static let all = files(of: root)

    /// The Swift files of Sources and Tests.
    static let swift = all.filter(\.isSwift)

    /// The text files of a tree like this project's, at `root`.
    static func files(of root: URL) -> [SourceFile] {
        let kinds: Set = ["swift", "h", "modulemap", "md", "json", "jsonl", "sql", "yml", "sh", "txt"]
        let top = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        let found = top.sorted() + ["Sources", "Tests", "docs"].flatMap { paths(under: $0, of: root) }
        return found.filter { kinds.contains(URL(filePath: $0).pathExtension) }.compactMap { path in
            guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
            return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
        }
    }

    /// How long ago the file at a path from the root was last written; 0 if that is not known.
    static func secondsSinceChange(_ path: String) -> Double {
        let attributes = try? FileManager.default.attributesOfItem(atPath: root.appending(path: path).path)
        return (attributes?[.modificationDate] as? Date).map { -$0.timeIntervalSinceNow } ?? 0
    }

    private static func paths(under folder: String, of root: URL) -> [String] {
        let paths = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.compactMap { $0 as? String } ?? []
        return paths.sorted().filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") } }.map { "\(folder)/\($0)" }
    }
}
