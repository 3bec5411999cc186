/// The reason why the state could not be written or read: a kind for decisions, and one sentence.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case full, unwritable, locked(pid: Int32?), notAStateFile, newerVersion(Int), olderVersion(Int), missing, moved, damaged, other
    }

    package var kind: Kind
    /// The path of the state file.
    package var path: String
    /// The store's own message.
    package var detail: String

    package init(kind: Kind, path: String, detail: String) { (self.kind, self.path, self.detail) = (kind, path, detail) }

    package var description: String {
        switch kind {
        case .full: "The disk that holds \(path) is full."
        case .unwritable: "The state file \(path) cannot be written (\(detail))."
        case .locked(let pid?): "The state file \(path) is in use by process \(pid)."
        case .locked(nil): "The state file \(path) is in use by another process."
        case .notAStateFile: "The file \(path) is not a state file of batchrun."
        case .newerVersion(let version): "The state file \(path) was written by a newer batchrun (format \(version))."
        case .olderVersion(let version):
            "The state file \(path) was written by an older batchrun (format \(version)), and only that version can resume it."
        case .missing: "There is no state file \(path)."
        case .moved: "The state file \(path) was moved or replaced while it was in use."
        case .damaged: "The state file \(path) is damaged (\(detail))."
        case .other: "The state file \(path) could not be used: \(detail)."
        }
    }
}
