import Foundation

/// A folder of a test's own, taken away with it.
final class Folder {
    let url: URL
    var path: String { url.path }

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("batchrun-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func url(_ name: String) -> URL { url.appendingPathComponent(name) }
    func path(_ name: String) -> String { url(name).path }
    func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: url(name)) }
    func read(_ name: String) throws -> String { try String(contentsOf: url(name), encoding: .utf8) }
    func bytes(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
    func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

    /// The names of the files in it, hidden ones too.
    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

    /// The lines of a JSONL file as dictionaries.
    func lines(_ name: String) throws -> [[String: Any]] { try JSONLines.read(read(name)) }
}

/// Texts of one JSON object a line.
enum JSONLines {
    static func read(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return object
        }
    }
}
