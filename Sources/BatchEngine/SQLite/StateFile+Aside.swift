package import BatchCore
import Glibc

extension StateFile {
    /// Moves the state file at `path` out of the way of a new one. Its new name has the time in it. Nothing is deleted.
    /// - Returns: its new path.
    /// - Throws: `.locked` while another process reads it, and what opening it throws.
    package static func setAside(_ path: String, at now: Instant) throws(StoreError) -> String {
        let file = try StateFile(path: path)
        defer { file.close() }
        // The log beside the file is not renamed, so all that it contains must be in the file first. A reader holds the log back; the
        // first column is not 0 then (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint).
        let isHeld = try file.withDatabase { (database) throws(SQLiteError) in
            try database.connection.integer("PRAGMA wal_checkpoint(TRUNCATE)") != 0
        }
        guard !isHeld else { throw StoreError(kind: .locked(pid: nil), path: path, detail: "its log is being read") }
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

    /// Deletes a state file that is not needed, and closes it. A file that has taken its path since stays. The file is deleted
    /// first: once it is closed, another process may open the path.
    package func discard() {
        if StatePath.Identity(of: place.resolved) == place.identity {
            for ending in ["", "-wal", "-shm"] { unsafe unlink(place.resolved + ending) }
        }
        close()
    }
}
