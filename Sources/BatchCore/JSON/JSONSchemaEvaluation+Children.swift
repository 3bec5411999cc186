/// Rules for the members and elements of a value.
extension JSONSchemaEvaluation {
    mutating func fitsElements(_ value: JSONValue, _ rules: JSONSchemaNode.ArrayRules, _ marks: inout Marks) -> Bool {
        guard !rules.prefix.isEmpty || rules.rest != nil || rules.contained != nil else { return true }
        let elements = value.elements
        var isFit = true
        for (place, element) in elements.enumerated() {
            guard let schema = place < rules.prefix.count ? rules.prefix[place] : rules.rest else { break }
            marks?.insert(element.index)
            isFit = fits(element, schema) && isFit
            if !isFit, isQuiet { return false }
        }
        return fitsContained(value, elements, rules, &marks) && isFit
    }

    private mutating func fitsContained(
        _ value: JSONValue, _ elements: [JSONValue], _ rules: JSONSchemaNode.ArrayRules, _ marks: inout Marks
    ) -> Bool {
        guard let schema = rules.contained else { return true }
        var count = 0
        for element in elements where quietly({ $0.fits(element, schema) }) {
            count += 1
            marks?.insert(element.index)
        }
        guard !rules.containedCount.holds(count) else { return true }
        return refuse(value, Self.wrongCount(count, "element", rules.containedCount, that: "that match contains"))
    }

    mutating func fitsMembers(_ value: JSONValue, _ rules: JSONSchemaNode.ObjectRules, _ marks: inout Marks) -> Bool {
        guard rules.concernsMembers else { return true }
        var isFit = true
        for member in value.members {
            isFit = fitsMember(member, rules, &marks) && isFit
            if !isFit, isQuiet { return false }
        }
        return isFit
    }

    private mutating func fitsMember(_ member: JSONMember, _ rules: JSONSchemaNode.ObjectRules, _ marks: inout Marks) -> Bool {
        var isFit = true
        var isKnown = false
        if let names = rules.names { isFit = fitsAsName(member.nameValue, names) }
        if let schema = rules.named[JSONMemberName(member.nameValue)] {
            isKnown = true
            isFit = fits(member.value, schema) && isFit
        }
        if !rules.patterns.isEmpty {
            let name = member.name
            for rule in rules.patterns where rule.pattern.matches(name) {
                isKnown = true
                isFit = fits(member.value, rule.schema) && isFit
            }
        }
        if !isKnown, let rest = rules.rest {
            isKnown = true
            isFit = fits(member.value, rest) && isFit
        }
        if isKnown { marks?.insert(member.value.index) }
        return isFit
    }

    private mutating func fitsAsName(_ name: JSONValue, _ schema: Int) -> Bool {
        isName = true
        defer { isName = false }
        return fits(name, schema)
    }

    /// Checks the children that no other keyword has checked. It is called only if the value meets all other rules: otherwise the set of
    /// checked children is not known.
    mutating func fitsUnevaluated(_ value: JSONValue, _ node: JSONSchemaNode, _ marks: inout Marks) -> Bool {
        let schema = value.kind == .array ? node.rules.unevaluatedItems : node.rules.unevaluatedProperties
        guard let schema else { return true }
        var isFit = true
        // One of the two lists is empty.
        for child in value.elements + value.members.map(\.value) where marks?.contains(child.index) != true {
            marks?.insert(child.index)
            isFit = fits(child, schema) && isFit
            if !isFit, isQuiet { return false }
        }
        return isFit
    }
}
