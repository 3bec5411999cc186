/// One JSON text, read and checked completely. Its values are found but not decoded.
///
/// Objects keep the order of their members, and repeated names; ``JSONValue/subscript(_:)-(String)`` gives the first. A lone surrogate
/// in an escape (`"\ud800"`) is accepted, as RFC 8259 section 8.2 allows, and decodes to U+FFFD. Its bytes in ``JSONValue/raw`` stay
/// unchanged.
package final class JSONDocument: Sendable {
    package let bytes: [UInt8]
    let nodes: [Node]

    /// A value's place: its bytes `start ..< end`, and `next`, the index of the first node after it and its contents.
    struct Node: Sendable {
        var start: UInt32
        var end: UInt32
        var next: UInt32
        var kind: JSONValue.Kind
        /// For a string: whether it contains an escape, so that its text differs from its bytes.
        var hasEscapes: Bool
    }

    /// Reads `bytes` as one JSON text.
    /// - Parameter depth: the most levels of nesting that are accepted.
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
        // A text composed of valid texts may be nested deeper than the limit for foreign texts.
        var reader = JSONReader(bytes: bytes, depth: .max)
        do throws(JSONReader.Fault) {
            nodes = try reader.read()
        } catch {
            preconditionFailure("a text that is known to be JSON is not: \(error.reason) at byte \(error.offset)")
        }
    }

    package var root: JSONValue { JSONValue(document: self, index: 0) }

    /// The position of the byte at `offset`.
    package func position(of offset: Int) -> JSONPosition { JSONPosition(of: offset, in: bytes) }
}
