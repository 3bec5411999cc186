// Files: reads the job file and the keys, and writes the results. Floor 5.

/// Why a file could not be read or written.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case missing, folder, unreadable, unwritable, full
    }

    package var kind: Kind
    /// The path as the user gave it, or a name for a standard stream.
    package var path: String
    /// The system's reason; empty if the kind says enough.
    package var detail: String

    package init(kind: Kind, path: String, detail: String = "") { (self.kind, self.path, self.detail) = (kind, path, detail) }

    package var description: String {
        switch kind {
        case .missing: "There is no file \(path)."
        case .folder: "\(path) is a folder; name a file."
        case .unreadable: "The file \(path) cannot be read (\(detail)); check its permissions."
        case .unwritable: "The file \(path) cannot be written (\(detail)); check its folder and its permissions."
        case .full: "The disk that holds \(path) is full."
        }
    }
}
