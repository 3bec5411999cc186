import Glibc

extension StateFile {
    /// Moves the state file at `path` out of the way of a new one, under a name that tells when: nothing paid for is deleted.
    /// - Returns: its new path.
    public static func setAside(_ path: String, at now: Instant) throws(StoreError) -> String {
        let file = try StateFile(path: path)
        defer { file.close() }
        // Whatever stands in the log beside the file must be in the file itself, for the log keeps its name.
        try file.withDatabase { (database) throws(SQLiteError) in
            _ = try database.connection.integer("PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let resolved = StatePath.resolved(path)
        let date = now.rfc3339.prefix(19).filter { $0 != ":" }
        var place = "\(resolved).\(date)"
        var number = 2
        while StatePath.exists(place) {
            place = "\(resolved).\(date)-\(number)"
            number += 1
        }
        guard unsafe rename(resolved, place) == 0 else {
            throw StoreError(kind: .unwritable, path: path, detail: "it cannot be renamed to \(place)")
        }
        return place
    }

    /// Closes a state file that was made in vain, and takes it away.
    public func discard() {
        close()
        let resolved = StatePath.resolved(path)
        for ending in ["", "-wal", "-shm"] { unsafe unlink(resolved + ending) }
    }
}
