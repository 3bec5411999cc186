import BatchCore
import BatchEngine

/// Reads price and profile files: each is one JSON text.
enum DocumentFile {
    /// - Parameters:
    ///   - things: the contents in a word, for the error message.
    /// - Throws: a failure if the file is not valid; each fault has been printed before.
    static func read<Content>(
        _ path: String, _ things: String, _ parse: ([UInt8]) throws(DocumentError) -> Content
    ) throws -> Content {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try WholeFile.read(path)
        } catch {
            throw CommandFailure(error.description)
        }
        do throws(DocumentError) {
            return try parse(bytes)
        } catch {
            for fault in error.faults { Terminal.error("\(path): \(fault)".printable) }
            throw CommandFailure("The \(things) in \(path) cannot be used; nothing was sent.", hint: "Fix the places above.")
        }
    }
}
