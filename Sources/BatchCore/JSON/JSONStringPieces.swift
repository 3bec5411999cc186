/// A text that comes in many JSON strings, to be put one after the other.
///
/// The strings' bytes are joined as they are written and decoded once at the end: a character beyond the basic plane may be
/// escaped as two halves, and a server may cut between them.
struct JSONStringPieces: Sendable {
    /// The inside of the one string that they make.
    private(set) var inside: [UInt8] = []

    var isEmpty: Bool { inside.isEmpty }

    /// Adds the inside of a string; a value of another kind adds nothing.
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
    /// Adds a string, which may be empty; a value of another kind, or none, changes nothing.
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
