/// Values of single members, checked.
extension LineContext {
    /// The names of `members` in their order. A name that occurs twice is a fault.
    mutating func names(of members: [JSONMember]) -> [String] {
        let names = members.map(\.name)
        // Most objects have a handful of members, and comparing each with each is then cheaper than a set.
        if names.count <= 16 {
            for (place, name) in names.enumerated() where names[..<place].contains(name) { faultTwice(members[place], name) }
        } else {
            var seen: Set<String> = []
            for (place, name) in names.enumerated() where !seen.insert(name).inserted { faultTwice(members[place], name) }
        }
        return names
    }

    private mutating func faultTwice(_ member: JSONMember, _ name: String) {
        let name = Self.shown(name)
        fault("the member \"\(name)\" occurs twice", at: member.nameValue, member: name)
    }

    /// A string that is not empty.
    mutating func text(_ value: JSONValue, of member: String) -> String? {
        guard let text = value.string else {
            faultKind(value, of: member, expected: "a string")
            return nil
        }
        guard !text.isEmpty else {
            fault("\"\(member)\" is empty", at: value, member: member)
            return nil
        }
        return text
    }

    /// A job's id.
    mutating func id(_ value: JSONValue, of member: String) -> String? {
        guard let id = text(value, of: member) else { return nil }
        guard id.utf8.count <= JobLine.longestID else {
            fault("\"\(member)\" is longer than \(JobLine.longestID) bytes", at: value, member: member)
            return nil
        }
        return id
    }

    /// An id that may be a number, which is then taken as it is spelled.
    mutating func spelledID(_ value: JSONValue, of member: String) -> String? {
        if let spelled = value.numberText, spelled.utf8.count <= JobLine.longestID { return spelled }
        guard value.kind == .string else {
            faultKind(value, of: member, expected: "a number or a string")
            return nil
        }
        return id(value, of: member)
    }

    /// A whole number in 32 bits.
    mutating func int32(_ value: JSONValue, of member: String) -> Int? {
        guard value.kind == .number else {
            faultKind(value, of: member, expected: "a whole number")
            return nil
        }
        guard let number = value.double, number == number.rounded() else {
            fault("\"\(member)\" must be a whole number", at: value, member: member)
            return nil
        }
        guard let whole = value.int, Int32(exactly: whole) != nil else {
            fault("\"\(member)\" must be between \(Int32.min) and \(Int32.max)", at: value, member: member)
            return nil
        }
        return whole
    }

    /// A whole number within bounds.
    mutating func count(_ value: JSONValue, of member: String, _ range: ClosedRange<Int>) -> Int? {
        guard let number = int32(value, of: member) else { return nil }
        guard range.contains(number) else {
            fault("\"\(member)\" must be between \(range.lowerBound) and \(range.upperBound)", at: value, member: member)
            return nil
        }
        return number
    }
}
