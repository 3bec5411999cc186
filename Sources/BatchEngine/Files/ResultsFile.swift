import Glibc

/// Writes a file whole or not at all: to a temporary file beside it, which is renamed when everything is on the disk.
///
/// Without ``finish()``, a `ResultsFile` leaves an existing file unchanged and removes the temporary one.
/// Standard output, a pipe or a device is written directly. If its reader closes it (`| head`), that is an end, not an error.
package struct ResultsFile: ~Copyable {
    /// The file's name for messages.
    package let name: String
    /// Whether the reader has closed the pipe, so that nothing more need be written.
    package private(set) var hasReaderLeft = false
    private let descriptor: Int32
    /// The temporary file and its final name; nil if the file is written directly.
    private let replacement: (temporary: String, target: String)?
    private var isFinished = false
    private var buffer: [UInt8] = []
    private static let bufferSize = 256 << 10

    /// Starts writing the file at `path`, or standard output for `-`.
    package init(path: String) throws(FileError) {
        name = path == "-" ? "standard output" : path
        // A write to a pipe without a reader must fail, not end the process.
        signal(SIGPIPE, SIG_IGN)
        do throws(SystemCall.Fault) {
            if path == "-" {
                descriptor = try SystemCall.retrying { fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0) }
                replacement = nil
                return
            }
            let mode = try SystemCall.mode(of: path)
            if let mode, mode & S_IFMT != S_IFREG {
                descriptor = try SystemCall.open(path, O_WRONLY)
                replacement = nil
                return
            }
            let target = Self.resolved(path)
            let temporary = try Self.openTemporary(beside: target, permissions: mode.map { $0 & 0o777 })
            descriptor = temporary.descriptor
            replacement = (temporary.path, target)
        } catch {
            throw error.whileWriting(name)
        }
    }

    deinit {
        close(descriptor)
        if !isFinished, let replacement { unsafe unlink(replacement.temporary) }
    }

    /// Adds bytes. They are on the disk after ``finish()``.
    package mutating func write(_ bytes: [UInt8]) throws(FileError) {
        guard !hasReaderLeft else { return }
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes the buffered bytes, makes the file durable, and renames it.
    package consuming func finish() throws(FileError) {
        try flush()
        guard let replacement else { return isFinished = true }
        do throws(SystemCall.Fault) {
            let descriptor = descriptor
            try SystemCall.retrying { fsync(descriptor) }
            try SystemCall.retrying { unsafe rename(replacement.temporary, replacement.target) }
            isFinished = true
            try Self.syncFolder(of: replacement.target)
        } catch {
            throw error.whileWriting(name)
        }
    }

    private mutating func flush() throws(FileError) {
        var written = 0
        do throws(SystemCall.Fault) {
            while written < buffer.count {
                let rest = buffer[written...]
                let descriptor = descriptor
                written += try SystemCall.retrying {
                    unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
                }
            }
        } catch {
            guard error.number == EPIPE else { throw error.whileWriting(name) }
            hasReaderLeft = true
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// The target of `path` if it is a symbolic link, so that the link is not replaced by a file.
    private static func resolved(_ path: String) -> String {
        guard let found = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }

    /// Opens `<target>.partial` and locks it while it is open. A file that a killed process left behind is not locked, and is
    /// reused. A file that another process is writing is locked, and the next number is tried.
    /// - Parameter permissions: permissions of the file to replace; nil if there is none.
    private static func openTemporary(
        beside target: String, permissions: mode_t?
    ) throws(SystemCall.Fault) -> (path: String, descriptor: Int32) {
        var number = 1
        while true {
            let path = number == 1 ? "\(target).partial" : "\(target).partial-\(number)"
            let descriptor = try SystemCall.open(path, O_WRONLY | O_CREAT, mode: permissions ?? 0o666)
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0, try isStill(descriptor, at: path) {
                try SystemCall.retrying { ftruncate(descriptor, 0) }
                // The file to replace may have permissions that this process's umask would remove.
                if let permissions { fchmod(descriptor, permissions) }
                return (path, descriptor)
            }
            close(descriptor)
            number += 1
        }
    }

    /// Whether `path` still leads to the open file: another process may have renamed or removed it in between.
    private static func isStill(_ descriptor: Int32, at path: String) throws(SystemCall.Fault) -> Bool {
        var (opened, named) = (stat(), stat())
        try SystemCall.retrying { unsafe fstat(descriptor, &opened) }
        guard unsafe stat(path, &named) == 0 else { return false }
        return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
    }

    private static func syncFolder(of path: String) throws(SystemCall.Fault) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = try SystemCall.open(folder, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        do {
            try SystemCall.retrying { fsync(descriptor) }
        } catch {
            // Some file systems cannot sync a folder.
            guard error.number == EINVAL else { throw error }
        }
    }
}
