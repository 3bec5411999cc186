package import Foundation

/// The project's folder on the disk.
package enum ProjectFolder {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static func url(_ path: String) -> URL { root.appending(path: path) }
}
