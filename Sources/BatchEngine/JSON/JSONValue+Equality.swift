extension JSONValue {
    /// Whether both are the same value: numbers by what they count (`1.0` is `1`), strings by their text, objects whatever
    /// the order of their members. Of members with one name the first counts.
    public func isEqual(to other: JSONValue) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .null: return true
        case .bool: return bool == other.bool
        case .number: return raw == other.raw || (double != nil && double == other.double)
        // As bytes: texts that Unicode holds equal are not the same JSON.
        case .string: return raw == other.raw || string?.utf8.elementsEqual(other.string?.utf8 ?? "".utf8) == true
        case .array:
            let (left, right) = (elements, other.elements)
            return left.count == right.count && zip(left, right).allSatisfy { $0.isEqual(to: $1) }
        case .object:
            let (left, right) = (Set(members.map(\.name)), Set(other.members.map(\.name)))
            return left == right
                && left.allSatisfy { name in
                    guard let one = self[name], let two = other[name] else { return false }
                    return one.isEqual(to: two)
                }
        }
    }
}
