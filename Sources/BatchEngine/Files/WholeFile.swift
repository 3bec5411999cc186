import Glibc

/// Reads small files whole.
package enum WholeFile {
    /// The bytes of the file at `path`.
    /// - Parameter limit: largest size in bytes; a larger file is an error, since it is probably the wrong file.
    package static func read(_ path: String, limit: Int = 16 << 20) throws(FileError) -> [UInt8] {
        do {
            let descriptor = try SystemCall.open(path, O_RDONLY)
            defer { close(descriptor) }
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = try SystemCall.retrying { unsafe Glibc.read(descriptor, &chunk, chunk.count) }
                if count == 0 { return bytes }
                bytes.append(contentsOf: chunk[..<count])
                if bytes.count > limit { break }
            }
        } catch {
            throw error.whileReading(path)
        }
        throw FileError(kind: .unreadable, path: path, detail: "it has more than \(limit) bytes")
    }
}
