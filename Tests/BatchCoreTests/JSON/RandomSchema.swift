import BatchCore

/// Makes random schemas and values from few names, numbers and words, so that they often match.
struct RandomSchema {
    enum Dialect: String { case draft7, draft2020 }

    let dialect: Dialect
    private let theme: Theme
    private var dice: SeededGenerator

    init(seed: UInt64, dialect: Dialect) {
        self.dialect = dialect
        dice = SeededGenerator(seed: seed)
        theme = Theme.allCases.randomElement(using: &dice) ?? .all
    }

    private static let names = ["a", "b", "c", "ab", "é"]
    private static let strings = ["", "a", "b", "ab", "abc", "é", "😀", "山a", "a b", "e\u{301}"]
    private static let numbers = ["0", "1", "-1", "2", "3", "4", "1.0", "2.00", "1.5", "0.5", "-2.25", "1e1", "-0", "30e-1"]
    private static let patterns = ["^a", "b$", "^.$", "^[a-c]+$", "^\\\\S*$", "é|山", "^(ab?)*c?$", "^[^a]", "(?=.b)a", "^.{2,3}$"]
    private static let types = ["null", "boolean", "integer", "number", "string", "array", "object"]
    /// The subject of the schemas for one value: keywords interact if they often meet.
    private enum Theme: CaseIterable { case all, arrays, objects }

    private static let ofScalars = [
        "type", "type", "enum", "const", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength",
        "maxLength", "pattern",
    ]
    private static let combining = ["allOf", "anyOf", "oneOf", "not", "if", "$ref"]
    private static let ofArrays: [Dialect: [String]] = [
        .draft7: ["items", "items", "contains", "minItems", "maxItems", "uniqueItems", "additionalItems"],
        .draft2020: [
            "items", "prefixItems", "prefixItems", "contains", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems",
        ],
    ]
    private static let ofObjects: [Dialect: [String]] = [
        .draft7: ["properties", "patternProperties", "additionalProperties", "propertyNames", "required", "dependencies", "maxProperties"],
        .draft2020: [
            "properties", "properties", "patternProperties", "additionalProperties", "propertyNames", "required", "minProperties",
            "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties", "unevaluatedProperties",
        ],
    ]

    private func keywords(isInside: Bool) -> [String] {
        let (arrays, objects) = (Self.ofArrays[dialect] ?? [], Self.ofObjects[dialect] ?? [])
        switch isInside ? .all : theme {
        case .all: return Self.ofScalars + arrays + objects + Self.combining
        case .arrays: return arrays + Self.combining
        case .objects: return objects + Self.combining
        }
    }

    private var definitions: String { dialect == .draft7 ? "definitions" : "$defs" }

    /// A whole schema, with two further ones that it may refer to.
    mutating func schema() -> String {
        let own = members(depth: 3, isInside: false)
        let (first, second) = (schema(depth: 2, isInside: false), schema(depth: 2, isInside: false))
        return object(own + [(definitions, object([("x", first), ("y~/%", second)]))])
    }

    /// - Parameter isInside: whether the schema is for a member or element, so that a reference from here cannot be circular.
    private mutating func schema(depth: Int, isInside: Bool) -> String {
        if dice.happens(0.1) { return dice.happens(0.7) ? "true" : "false" }
        return object(members(depth: depth, isInside: isInside))
    }

    private mutating func members(depth: Int, isInside: Bool) -> [(String, String)] {
        var chosen: [String] = []
        for _ in 0...Int.random(in: 0...3, using: &dice) {
            let keyword = pick(keywords(isInside: isInside))
            if !chosen.contains(keyword), keyword != "$ref" || isInside { chosen.append(keyword) }
            if keyword == "contains", dialect == .draft2020, dice.happens(0.5) { chosen.append(pick(["minContains", "maxContains"])) }
            if keyword == "unevaluatedProperties" || keyword == "unevaluatedItems" {
                chosen.append(pick(["allOf", "anyOf", "anyOf", "oneOf", "if"]))
            }
        }
        // In draft 7, keywords beside a reference do not count.
        if dialect == .draft7, chosen.contains("$ref") { chosen = ["$ref"] }
        var found: [(String, String)] = []
        for keyword in chosen where !found.contains(where: { $0.0 == keyword }) {
            let more = depth > 0 ? members(of: keyword, depth: depth, isInside: isInside) : assertion(keyword).map { [(keyword, $0)] } ?? []
            found = found.filter { old in !more.contains { $0.0 == old.0 } } + more
        }
        return found
    }

    private mutating func members(of keyword: String, depth: Int, isInside: Bool) -> [(String, String)] {
        if let value = assertion(keyword) { return [(keyword, value)] }
        switch keyword {
        case "items" where dialect == .draft7 && dice.happens(0.5), "prefixItems": return [(keyword, list(depth, isInside: true))]
        case "additionalItems": return [("items", list(depth, isInside: true)), (keyword, schema(depth: depth - 1, isInside: true))]
        case "items", "contains", "additionalProperties", "unevaluatedProperties", "unevaluatedItems":
            return [(keyword, schema(depth: depth - 1, isInside: true))]
        case "propertyNames": return [(keyword, schema(depth: 1, isInside: true))]
        case "properties": return [(keyword, named(Self.names, depth, isInside: true))]
        case "patternProperties": return [(keyword, named(Self.patterns, depth, isInside: true))]
        case "dependentSchemas", "dependencies": return [(keyword, named(Self.names, depth, isInside: isInside))]
        case "allOf", "anyOf", "oneOf": return [(keyword, list(depth, isInside: isInside))]
        case "not": return [(keyword, schema(depth: depth - 1, isInside: isInside))]
        case "if":
            return ["if", "then", "else"].filter { $0 == "if" || dice.happens(0.7) }
                .map { ($0, schema(depth: depth - 1, isInside: isInside)) }
        default: return []
        }
    }

    /// The value of a keyword without schemas; nil for other keywords.
    private mutating func assertion(_ keyword: String) -> String? {
        switch keyword {
        case "type":
            let types = Self.types.shuffled(using: &dice).prefix(Int.random(in: 1...3, using: &dice)).map { "\"\($0)\"" }
            return types.count == 1 ? types[0] : "[" + types.joined(separator: ",") + "]"
        case "enum": return "[" + (0...Int.random(in: 0...3, using: &dice)).map { _ in value(depth: 1) }.joined(separator: ",") + "]"
        case "const": return value(depth: 1)
        case "multipleOf": return pick(["1", "2", "3", "0.5", "0.25", "2.0", "1e1"])
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum": return pick(Self.numbers)
        case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains":
            return pick(["0", "1", "1", "2", "2.0", "3"])
        case "pattern": return "\"\(pick(Self.patterns))\""
        case "uniqueItems": return dice.happens(0.8) ? "true" : "false"
        case "required": return nameList()
        case "dependentRequired": return object(Self.names.filter { _ in dice.happens(0.4) }.map { ($0, nameList()) })
        case "$ref": return pick([##""#""##, "\"#/\(definitions)/x\"", "\"#/\(definitions)/y~0~1%25\""])
        default: return nil
        }
    }

    private mutating func list(_ depth: Int, isInside: Bool) -> String {
        "[" + (0...Int.random(in: 0...2, using: &dice)).map { _ in schema(depth: depth - 1, isInside: isInside) }.joined(separator: ",")
            + "]"
    }

    private mutating func named(_ names: [String], _ depth: Int, isInside: Bool) -> String {
        object(names.filter { _ in dice.happens(0.4) }.map { ($0, schema(depth: depth - 1, isInside: isInside)) })
    }

    private mutating func nameList() -> String {
        "[" + Self.names.filter { _ in dice.happens(0.3) }.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }

    /// A value to which the schema probably applies.
    mutating func value() -> String {
        switch theme {
        case .arrays where dice.happens(0.9): array(depth: 3)
        case .objects where dice.happens(0.9): members(depth: 3)
        default: value(depth: 3)
        }
    }

    private mutating func value(depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 14 : 7), using: &dice) {
        case 0: return "null"
        case 1: return dice.happens(0.5) ? "true" : "false"
        case 2...4: return pick(Self.numbers)
        case 5...6: return "\"\(pick(Self.strings))\""
        case 7...9: return array(depth: depth)
        default: return members(depth: depth)
        }
    }

    private mutating func array(depth: Int) -> String {
        "[" + (0..<Int.random(in: 0...4, using: &dice)).map { _ in value(depth: depth - 1) }.joined(separator: ",") + "]"
    }

    private mutating func members(depth: Int) -> String {
        object(Self.names.filter { _ in dice.happens(0.45) }.map { ($0, value(depth: depth - 1)) })
    }

    private mutating func pick(_ choices: [String]) -> String { choices[Int.random(in: choices.indices, using: &dice)] }

    private func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }
}
