/// One JSON text, read and checked whole, with its values found but not decoded.
///
/// Objects keep the order of their members and also members with a name that stood before; ``JSONValue/subscript(_:)-(String)``
/// gives the first. A lone surrogate in an escape (`"\ud800"`) is accepted, as RFC 8259 section 8.2 allows, and decodes to
/// U+FFFD; its bytes stay as they are in ``JSONValue/raw``.
package final class JSONDocument: Sendable {
    package let bytes: [UInt8]
    let nodes: [Node]

    /// A value's place: bytes `start ..< end`, and `next`, the index of the first node after it and all that it holds.
    struct Node: Sendable {
        var start: UInt32
        var end: UInt32
        var next: UInt32
        var kind: JSONValue.Kind
        /// For a string: whether it holds an escape, and so differs from its bytes.
        var hasEscapes: Bool
    }

    /// Reads `bytes` as one JSON text.
    /// - Parameter depth: how many levels of nesting are accepted.
    /// - Throws: ``JSONError`` with the place of the first fault.
    package init(_ bytes: [UInt8], depth: Int = Bounds.jsonDepth) throws(JSONError) {
        var reader = JSONReader(bytes: bytes, depth: depth)
        do {
            nodes = try reader.read()
        } catch {
            throw JSONError(reason: error.reason, offset: error.offset, position: JSONPosition(of: error.offset, in: bytes))
        }
        self.bytes = bytes
    }

    package convenience init(_ text: String) throws(JSONError) { try self.init(Array(text.utf8)) }

    /// The values of a text that is known to be valid.
    package init(_ text: JSONText) {
        bytes = text.bytes
        // What was put together of valid texts may be nested deeper than what is read from elsewhere.
        var reader = JSONReader(bytes: bytes, depth: .max)
        do throws(JSONReader.Fault) {
            nodes = try reader.read()
        } catch {
            preconditionFailure("a text that is known to be JSON is not: \(error.reason) at byte \(error.offset)")
        }
    }

    package var root: JSONValue { JSONValue(document: self, index: 0) }

    /// Where the byte at `offset` stands.
    package func position(of offset: Int) -> JSONPosition { JSONPosition(of: offset, in: bytes) }
}
