import Glibc

/// Paths of state files.
enum StatePath {
    /// The path without symbolic links, so that two names of one state file have one lease between them. A file that is
    /// not there yet is looked for in its folder's real place; where that is missing too, the path is left as it is.
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
