package import Foundation

/// The project as it stands on the disk.
package enum ProjectFolder {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static func url(_ path: String) -> URL { root.appending(path: path) }
}
