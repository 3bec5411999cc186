import Glibc

/// System calls that set `errno` when they fail.
enum SystemCall {
    /// The result of `call`, retried while a signal interrupts it.
    /// - Throws: ``Fault`` if it returns a negative number.
    @discardableResult
    static func retrying<Count: SignedInteger>(_ call: () -> Count) throws(Fault) -> Count {
        while true {
            let result = call()
            if result >= 0 { return result }
            let number = errno
            if number != EINTR { throw Fault(number: number) }
        }
    }

    /// Why a call failed.
    struct Fault: Error {
        var number: Int32

        /// The system's description of the error.
        var detail: String {
            var text = [CChar](repeating: 0, count: 256)
            // Not strerror: all threads share its buffer.
            guard unsafe strerror_r(number, &text, text.count) == 0 else { return "error \(number)" }
            return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        func whileReading(_ path: String) -> FileError {
            switch number {
            case ENOENT, ENOTDIR: FileError(kind: .missing, path: path)
            case EISDIR: FileError(kind: .folder, path: path)
            default: FileError(kind: .unreadable, path: path, detail: detail)
            }
        }

        func whileWriting(_ path: String) -> FileError {
            switch number {
            case ENOSPC, EDQUOT: FileError(kind: .full, path: path)
            case EISDIR: FileError(kind: .folder, path: path)
            default: FileError(kind: .unwritable, path: path, detail: detail)
            }
        }
    }

    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o666) throws(Fault) -> Int32 {
        try retrying { unsafe Glibc.open(path, flags | O_CLOEXEC, mode) }
    }

    /// The file type and the permissions of `path`; nil if there is no such file.
    static func mode(of path: String) throws(Fault) -> mode_t? {
        var status = stat()
        do {
            try retrying { unsafe stat(path, &status) }
        } catch {
            if error.number == ENOENT { return nil }
            throw error
        }
        return status.st_mode
    }
}
