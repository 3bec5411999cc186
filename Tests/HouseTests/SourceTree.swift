import Foundation

/// A file of the project, with its code apart from its strings and comments.
struct SourceFile {
    /// From the project's root: `Sources/BatchEngine/JSON/JSON.swift`.
    let path: String
    let text: String
    /// The text of the same length and lines in which strings and comments are blank.
    let code: SwiftCode

    init(path: String, text: String) {
        (self.path, self.text) = (path, text)
        code = SwiftCode(text)
    }

    /// The path's last folder.
    var folder: String { path.split(separator: "/").dropLast().last.map(String.init) ?? "" }

    /// The folder of `Sources/BatchEngine` that the file is in; nil for a file elsewhere.
    var engineFolder: String? {
        let parts = path.split(separator: "/")
        return parts.count > 3 && parts[0] == "Sources" && parts[1] == "BatchEngine" ? String(parts[2]) : nil
    }

    var isSwift: Bool { path.hasSuffix(".swift") }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    func violation(line: Int, _ message: String) -> String { "\(path):\(line): \(message)" }
}

/// The project's own files as they stand on the disk.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The Swift files of Sources and Tests.
    static let swift = files(under: ["Sources", "Tests"]) { $0 == "swift" }

    /// Every file of text that belongs to the project.
    static let all: [SourceFile] = {
        let kinds: Set = ["swift", "h", "modulemap", "md", "json", "jsonl", "sql", "yml", "sh", "txt"]
        let top = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        let rootFiles = top.filter { kinds.contains(URL(filePath: $0).pathExtension) }.compactMap(read)
        return files(under: ["Sources", "Tests", "docs"]) { kinds.contains($0) } + rootFiles
    }()

    private static func files(under folders: [String], where isWanted: (String) -> Bool) -> [SourceFile] {
        folders.flatMap { folder -> [SourceFile] in
            let paths = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.compactMap { $0 as? String } ?? []
            return paths.sorted()
                .filter { path in isWanted(URL(filePath: path).pathExtension) && !path.split(separator: "/").contains { $0.hasPrefix(".") }
                }
                .compactMap { read("\(folder)/\($0)") }
        }
    }

    private static func read(_ path: String) -> SourceFile? {
        guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
        return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
    }
}
