extension JSONValue {
    /// Whether both are the same value. Numbers are compared by value (`1.0` is `1`), strings by their Unicode scalars, objects without
    /// regard to order. If a name is repeated, its first member counts.
    package func isEqual(to other: JSONValue) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .null: return true
        case .bool: return bool == other.bool
        case .number: return raw == other.raw || number == other.number
        case .string: return raw == other.raw || textBytes == other.textBytes
        case .array:
            let (left, right) = (elements, other.elements)
            return left.count == right.count && zip(left, right).allSatisfy { $0.isEqual(to: $1) }
        case .object:
            let (left, right) = (membersByName, other.membersByName)
            return left.count == right.count
                && zip(left, right).allSatisfy { $0.nameValue.isEqual(to: $1.nameValue) && $0.value.isEqual(to: $1.value) }
        }
    }

    /// Feeds equal bytes for values that are equal by ``isEqual(to:)``.
    func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        switch kind {
        case .null: break
        case .bool: hasher.combine(bool)
        case .number: hasher.combine(number)
        case .string: hasher.combine(textBytes)
        case .array:
            for element in elements { element.hash(into: &hasher) }
        case .object:
            for member in membersByName {
                hasher.combine(member.nameValue.textBytes)
                member.value.hash(into: &hasher)
            }
        }
    }

    /// The text of a string in UTF-8, without the quotes and with escapes resolved; empty for another kind.
    ///
    /// Strings are compared by these bytes, because Swift's own `==` treats canonically equivalent scalars as equal.
    var textBytes: ArraySlice<UInt8> {
        guard kind == .string else { return [] }
        let inside = raw.dropFirst().dropLast()
        return inside.contains(UInt8(ascii: "\\")) ? ArraySlice(JSONString.decode(inside).utf8) : inside
    }

    /// The first member of each name, in the order of the names' bytes.
    private var membersByName: [JSONMember] {
        let sorted = members.enumerated().map { (name: $1.nameValue.textBytes, place: $0, member: $1) }.sorted { left, right in
            left.name == right.name ? left.place < right.place : left.name.lexicographicallyPrecedes(right.name)
        }
        return sorted.indices.filter { $0 == 0 || sorted[$0].name != sorted[$0 - 1].name }.map { sorted[$0].member }
    }
}

/// A value whose `==` is ``JSONValue/isEqual(to:)``, for sets and dictionaries.
struct JSONEquivalent: Hashable {
    var value: JSONValue

    static func == (left: JSONEquivalent, right: JSONEquivalent) -> Bool { left.value.isEqual(to: right.value) }
    func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}
