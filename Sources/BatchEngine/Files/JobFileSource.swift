package import BatchCore
import Glibc

/// Reads a job file, or standard input, job by job. Only one chunk and the current job are in memory.
package struct JobFileSource: ~Copyable {
    /// The file's name for messages.
    package let name: String
    private let descriptor: Int32
    private let chunkSize: Int
    private var splitter: JobFileSplitter
    private var hasEnded = false

    /// Opens the file at `path`, or standard input for `-`.
    /// - Parameters:
    ///   - chunkSize: bytes to read at a time.
    ///   - limit: longest line or array element to return, in bytes.
    package init(path: String, chunkSize: Int = 1 << 20, limit: Int = Bounds.jobLine) throws(FileError) {
        name = path == "-" ? "standard input" : path
        self.chunkSize = chunkSize
        splitter = JobFileSplitter(limit: limit)
        do {
            // A copy of the descriptor: closing it must not close standard input.
            descriptor = try path == "-" ? SystemCall.retrying { fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) } : SystemCall.open(path, O_RDONLY)
        } catch {
            throw error.whileReading(name)
        }
    }

    deinit { close(descriptor) }

    /// The next job or the fault in its place; nil at the end of the file.
    package mutating func next() throws(FileError) -> JobFileEntry? {
        while true {
            if let entry = splitter.next() { return entry }
            if hasEnded { return nil }
            let chunk = try readChunk()
            if chunk.isEmpty {
                hasEnded = true
                splitter.finish()
            } else {
                splitter.feed(chunk)
            }
        }
    }

    private func readChunk() throws(FileError) -> [UInt8] {
        var fault: SystemCall.Fault?
        let descriptor = descriptor
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
            do throws(SystemCall.Fault) {
                let (start, capacity) = (buffer.baseAddress, buffer.count)
                count = try SystemCall.retrying { unsafe read(descriptor, start, capacity) }
            } catch {
                fault = error
            }
        }
        if let fault { throw fault.whileReading(name) }
        return chunk
    }
}
