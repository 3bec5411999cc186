/// Rules for a value that need no other schema for its children.
extension JSONSchemaEvaluation {
    mutating func fitsItself(_ value: JSONValue, _ node: JSONSchemaNode) -> Bool {
        if node.rules.allowsNothing { return refuse(value, "is not allowed here") }
        if let types = node.rules.types, !types.holds(value) { return refuse(value, types) }
        if let constant = node.rules.constant, !value.isEqual(to: constant) {
            return refuse(value, "is \(value.shown), expected \(constant.shown)")
        }
        if let choices = node.rules.choices, !choices.contains(where: { value.isEqual(to: $0) }) {
            return refuse(value, "is \(value.shown), which is none of \(Self.list(choices))")
        }
        switch value.kind {
        case .number: return node.rules.ofNumbers.isEmpty || fits(value, node.rules.ofNumbers)
        case .string: return node.rules.ofStrings.isEmpty || fits(value, node.rules.ofStrings)
        case .array: return node.rules.ofArrays.map { fits(value, $0) } ?? true
        case .object: return node.rules.ofObjects.map { fits(value, $0) } ?? true
        case .null, .bool: return true
        }
    }

    /// Records that a value has none of the expected types; always false.
    mutating func refuse(_ value: JSONValue, _ wanted: JSONSchemaTypes) -> Bool {
        let isFraction = value.kind == .number && wanted.contains(.integer)
        return refuse(
            value, "is \(isFraction ? value.shown : JSONSchemaTypes(value.kind).words), expected \(wanted.words)", wanted: wanted)
    }

    private static func list(_ choices: [JSONValue]) -> String {
        let shown = choices.prefix(8).map(\.shown).joined(separator: ", ")
        return choices.count > 8 ? shown + " and \(choices.count - 8) more" : shown
    }

    private mutating func fits(_ value: JSONValue, _ rules: [JSONSchemaNode.NumberRule]) -> Bool {
        guard let number = value.number else { return true }
        for rule in rules {
            switch rule {
            case .multipleOf(let divisor, let shown):
                guard number.isMultiple(of: divisor) else { return refuse(value, "is \(value.shown), which is no multiple of \(shown)") }
            case .minimum(let bound, let shown):
                guard number >= bound else { return refuse(value, "is \(value.shown), expected at least \(shown)") }
            case .exclusiveMinimum(let bound, let shown):
                guard number > bound else { return refuse(value, "is \(value.shown), expected more than \(shown)") }
            case .maximum(let bound, let shown):
                guard number <= bound else { return refuse(value, "is \(value.shown), expected at most \(shown)") }
            case .exclusiveMaximum(let bound, let shown):
                guard number < bound else { return refuse(value, "is \(value.shown), expected less than \(shown)") }
            }
        }
        return true
    }

    private mutating func fits(_ value: JSONValue, _ rules: [JSONSchemaNode.StringRule]) -> Bool {
        for rule in rules {
            switch rule {
            case .minLength(let least):
                let length = value.length
                guard length >= least else { return refuse(value, Self.wrongCount(length, "character", .init(least: least))) }
            case .maxLength(let most):
                let length = value.length
                guard length <= most else { return refuse(value, Self.wrongCount(length, "character", .init(most: most))) }
            case .pattern(let pattern):
                guard pattern.matches(value.string ?? "") else { return refuse(value, "does not match the pattern \(pattern.source)") }
            }
        }
        return true
    }

    private mutating func fits(_ value: JSONValue, _ rules: JSONSchemaNode.ArrayRules) -> Bool {
        if !rules.count.isAny || rules.isUnique {
            let elements = value.elements
            guard rules.count.holds(elements.count) else { return refuse(value, Self.wrongCount(elements.count, "element", rules.count)) }
            if rules.isUnique {
                var places: [JSONEquivalent: Int] = [:]
                for (place, element) in elements.enumerated() {
                    if let other = places.updateValue(place, forKey: JSONEquivalent(value: element)) {
                        return refuse(value, "has equal elements at \(other) and \(place), but all must differ")
                    }
                }
            }
        }
        return true
    }

    private mutating func fits(_ value: JSONValue, _ rules: JSONSchemaNode.ObjectRules) -> Bool {
        if !rules.count.isAny {
            let count = value.members.count
            guard rules.count.holds(count) else { return refuse(value, Self.wrongCount(count, "member", rules.count)) }
        }
        for name in rules.required where value[name] == nil { return refuse(value, "lacks the member \"\(name)\"") }
        for dependent in rules.dependent where value[dependent.name] != nil {
            for name in dependent.required where value[name] == nil {
                return refuse(value, "lacks the member \"\(name)\", which is required beside \"\(dependent.name)\"")
            }
        }
        return true
    }

    /// `has 1 element, expected at least 2`.
    static func wrongCount(_ count: Int, _ what: String, _ wanted: JSONSchemaNode.Count, that clause: String? = nil) -> String {
        let isTooFew = count < wanted.least
        let bound = isTooFew ? wanted.least : wanted.most ?? 0
        let counted = (count == 0 ? "no" : "\(count)") + " \(what)" + (count == 1 ? "" : "s")
        return "has \(counted)\(clause.map { " \($0)" } ?? ""), expected \(isTooFew ? "at least" : "at most") \(bound)"
    }
}

extension JSONValue {
    /// The value as written, shortened if it is long.
    var shown: String {
        let text = String(decoding: raw.prefix(256), as: UTF8.self)
        guard raw.count > 60, text.unicodeScalars.count > 60 else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(60))) + "…"
    }

    /// The number of Unicode scalars in a string.
    fileprivate var length: Int {
        // Each scalar has one byte that is not a UTF-8 continuation byte.
        textBytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }
}
