import Foundation

/// Data of public projects at `../shared/data`, which are not part of this project.
enum SharedData {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "../shared/data").standardized

    static func url(_ path: String) -> URL { folder.appending(path: path) }
    static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }
    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(path))) }
}
