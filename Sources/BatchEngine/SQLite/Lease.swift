import BatchCore
import Glibc

/// The right of one process to write a state file, for as long as this value lives.
///
/// It is a lock of the kernel (`flock`) on a file beside the state file. That file contains the owner's pid for others to read.
/// The kernel releases the lock when the process ends in any way. The lock is not on the state file itself: SQLite holds
/// POSIX locks there, and a process loses all of those on a file when it closes any descriptor of it
/// (https://www.sqlite.org/howtocorrupt.html, section 2.2).
struct Lease: ~Copyable {
    private let path: String
    private let descriptor: Int32

    /// - Throws: `.locked` if another process, or another `StateFile` of this one, has it.
    init(of statePath: String) throws(StoreError) {
        let path = statePath + ".lock"
        descriptor = try Self.lock(path, statePath)
        self.path = path
    }

    /// The process that has the lease; nil if there is none. A process that was killed leaves its file behind.
    static func holder(of statePath: String) -> Int32? {
        let descriptor = unsafe open(StatePath.resolved(statePath) + ".lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // A process of another user may not be signalled, and is there all the same.
        return readProcess(descriptor).flatMap { kill($0, 0) == 0 || errno == EPERM ? $0 : nil }
    }

    /// Opens and locks the file at `path`, and writes this process into it.
    private static func lock(_ path: String, _ statePath: String) throws(StoreError) -> Int32 {
        for _ in 0..<10_000 {
            let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard opened >= 0 else { throw error(errno, "cannot open \(path)", statePath) }
            guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno
                let pid = readProcess(opened)
                close(opened)
                if code == EINTR { continue }
                guard code == EWOULDBLOCK else { throw error(code, "cannot lock \(path)", statePath) }
                throw StoreError(kind: .locked(pid: pid), path: statePath, detail: "\(path) is locked")
            }
            // The former owner may have removed the file between the two calls. Then others cannot find the locked file.
            guard names(path, opened) else {
                close(opened)
                continue
            }
            guard writeProcess(to: opened) else {
                let code = errno
                close(opened)
                throw error(code, "cannot write \(path)", statePath)
            }
            return opened
        }
        // Other processes keep taking the lock in between.
        throw StoreError(kind: .locked(pid: nil), path: statePath, detail: "\(path) does not come free")
    }

    /// The file is removed while it is still locked, so that no other process has locked it by then.
    deinit {
        if Self.names(path, descriptor) { unsafe unlink(path) }
        close(descriptor)
    }

    /// Whether `path` leads to the file that is open as `descriptor`.
    private static func names(_ path: String, _ descriptor: Int32) -> Bool {
        var named = stat()
        var held = stat()
        guard unsafe stat(path, &named) == 0, unsafe fstat(descriptor, &held) == 0 else { return false }
        return named.st_dev == held.st_dev && named.st_ino == held.st_ino
    }

    private static func writeProcess(to descriptor: Int32) -> Bool {
        let digits = Array("\(getpid())\n".utf8)
        return unsafe ftruncate(descriptor, 0) == 0 && pwrite(descriptor, digits, digits.count, 0) == digits.count
    }

    /// The owner's pid; nil if the owner has not written it yet.
    private static func readProcess(_ descriptor: Int32) -> Int32? {
        var digits = [UInt8](repeating: 0, count: 16)
        let count = unsafe pread(descriptor, &digits, digits.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: digits[..<count], as: UTF8.self).prefix { $0.isNumber })
    }

    private static func error(_ code: Int32, _ what: String, _ statePath: String) -> StoreError {
        let isFull = code == ENOSPC || code == EDQUOT
        let reason = unsafe String(cString: strerror(code))
        return StoreError(kind: isFull ? .full : .unwritable, path: statePath, detail: "\(what): \(reason)")
    }
}
