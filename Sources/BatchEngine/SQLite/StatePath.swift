import Glibc

/// Paths of state files, and the files behind them.
enum StatePath {
    /// The file behind a path: another file at the same path has another identity.
    struct Identity: Hashable, Sendable {
        private var device: dev_t
        private var inode: ino_t

        /// Nil if `path` leads to no file. Opens nothing: a process that closes any descriptor of a database loses SQLite's locks on it.
        init?(of path: String) {
            var found = stat()
            guard unsafe stat(path, &found) == 0 else { return nil }
            (device, inode) = (found.st_dev, found.st_ino)
        }
    }

    /// The path without symbolic links, so that all names of one state file share one lease. If the file does not exist yet, its
    /// folder's path is resolved. If the folder does not exist either, the path stays as it is.
    static func resolved(_ path: String) -> String {
        if let real = real(path) { return real }
        guard let slash = path.lastIndex(of: "/") else { return (real(".") ?? ".") + "/" + path }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        guard let real = real(folder) else { return path }
        return (real == "/" ? "" : real) + path[slash...]
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    private static func real(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
