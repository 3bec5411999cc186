import Foundation

/// The files of `examples/`.
enum Examples {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "examples")

    static func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

    /// What `deepseek.jsonl` is run with.
    static var deepSeekOptions: [String] {
        ["--continue-truncated", "--tool-command", "sh '\(folder.appending(path: "tool.sh").path)'"]
    }
}
