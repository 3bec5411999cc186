/// A text that arrives in several JSON strings, to be joined.
///
/// The bytes of the strings are joined as written and decoded once at the end. A character beyond the basic plane may be escaped as two
/// halves, and a server may cut between them.
struct JSONStringPieces: Sendable {
    /// The inside of the joined string.
    private(set) var inside: [UInt8] = []

    var isEmpty: Bool { inside.isEmpty }

    /// Adds the inside of a string; ignores other kinds of values.
    mutating func add(_ value: JSONValue) {
        if value.kind == .string { inside.append(contentsOf: value.raw.dropFirst().dropLast()) }
    }

    mutating func add(_ text: String) {
        var string: [UInt8] = []
        string.appendJSONString(text)
        inside.append(contentsOf: string.dropFirst().dropLast())
    }

    var text: String { JSONString.text(inside[...]) }
}

extension JSONStringPieces? {
    /// Adds a string, which may be empty; ignores nil and other kinds of values.
    mutating func add(_ value: JSONValue?) {
        guard let value, value.kind == .string else { return }
        if self == nil { self = JSONStringPieces() }
        self?.add(value)
    }

    mutating func add(_ text: String?) {
        guard let text else { return }
        if self == nil { self = JSONStringPieces() }
        self?.add(text)
    }
}
