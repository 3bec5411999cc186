import BatchCore
import BatchEngine

/// Reads files that users write as one JSON text: prices, profiles.
enum DocumentFile {
    /// - Parameters:
    ///   - things: what the file holds, for the sentence that refuses it.
    /// - Throws: a failure, once each fault of the file is told.
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
            throw CommandFailure("The \(things) in \(path) cannot be used; nothing was sent.", hint: "Mend the places above.")
        }
    }
}
