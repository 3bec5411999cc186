/// A value in a ``JSONDocument``. Reading it decodes it; forwarding it copies its bytes from ``raw``.
package struct JSONValue: Sendable {
    package enum Kind: UInt8, Sendable {
        case null, bool, number, string, array, object
    }

    package let document: JSONDocument
    let index: Int

    private var node: JSONDocument.Node { document.nodes[index] }

    package var kind: Kind { node.kind }
    package var isNull: Bool { kind == .null }

    /// The bytes of the value as they are in the text, without the space around it.
    package var raw: ArraySlice<UInt8> { document.bytes[Int(node.start)..<Int(node.end)] }
    /// The offset in bytes of the value's beginning.
    package var offset: Int { Int(node.start) }
    /// The position of the value's beginning. Costs a walk over the text before it.
    package var position: JSONPosition { document.position(of: offset) }

    /// The text of a string; nil for other kinds.
    package var string: String? {
        let node = node
        guard node.kind == .string else { return nil }
        let inside = document.bytes[Int(node.start) + 1..<Int(node.end) - 1]
        return node.hasEscapes ? JSONString.decode(inside) : String(decoding: inside, as: UTF8.self)
    }

    package var bool: Bool? { kind == .bool ? raw.count == 4 : nil }

    /// A number as written, such as `1.50e3`.
    package var numberText: String? { kind == .number ? String(decoding: raw, as: UTF8.self) : nil }
    /// A whole number that fits into an Int. `3.0` and `1e3` also count, because some servers write counts this way.
    package var int: Int? {
        numberText.flatMap { Self.int($0) }
    }

    /// - Parameter number: a number in JSON's spelling.
    static func int(_ number: String) -> Int? { Int(number) ?? Double(number).flatMap { Int(exactly: $0) } }

    package var double: Double? { numberText.flatMap { Double($0) } }

    /// The elements of an array; empty for other kinds.
    package var elements: [JSONValue] {
        guard kind == .array else { return [] }
        var found: [JSONValue] = []
        var child = index + 1
        while child < Int(node.next) {
            found.append(JSONValue(document: document, index: child))
            child = Int(document.nodes[child].next)
        }
        return found
    }

    /// The members of an object in their order; empty for other kinds.
    package var members: [JSONMember] {
        guard kind == .object else { return [] }
        var found: [JSONMember] = []
        var child = index + 1
        while child < Int(node.next) {
            let name = JSONValue(document: document, index: child)
            found.append(JSONMember(nameValue: name, value: JSONValue(document: document, index: child + 1)))
            child = Int(document.nodes[child + 1].next)
        }
        return found
    }

    /// The first member of that name; nil if there is none or the value is not an object.
    package subscript(_ name: String) -> JSONValue? {
        let nodes = document.nodes
        guard nodes[index].kind == .object else { return nil }
        let end = Int(nodes[index].next)
        let wanted = name.utf8.span
        var child = index + 1
        while child < end {
            let node = nodes[child]
            // Most names have another length.
            if node.hasEscapes || Int(node.end - node.start) == wanted.count + 2, isName(node, at: child, wanted) {
                return JSONValue(document: document, index: child + 1)
            }
            child = Int(nodes[child + 1].next)
        }
        return nil
    }

    /// The element at that index; nil if there is none or the value is not an array.
    package subscript(_ place: Int) -> JSONValue? {
        guard kind == .array else { return nil }
        var child = index + 1
        var remaining = place
        while child < Int(node.next) {
            if remaining == 0 { return JSONValue(document: document, index: child) }
            remaining -= 1
            child = Int(document.nodes[child].next)
        }
        return nil
    }

    /// Whether the string at that index is `name`. Bytes are compared, because strings of different bytes may be equal as text.
    private func isName(_ node: JSONDocument.Node, at place: Int, _ name: Span<UInt8>) -> Bool {
        guard !node.hasEscapes else {
            let text = JSONValue(document: document, index: place).string ?? ""
            return Self.isEqual(text.utf8.span, name)
        }
        let (bytes, start) = (document.bytes, Int(node.start) + 1)
        for offset in name.indices where bytes[start + offset] != name[offset] { return false }
        return true
    }

    private static func isEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for offset in left.indices where left[offset] != right[offset] { return false }
        return true
    }
}

/// A member of an object: its name and its value.
package struct JSONMember: Sendable {
    /// The name as a value, for its position.
    package let nameValue: JSONValue
    package let value: JSONValue
    package var name: String { nameValue.string ?? "" }
}

extension JSONValue.Kind {
    /// The name of the kind with its article, for messages: `an array`.
    package var noun: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
