/// One compiled schema of a ``JSONSchema``: the whole, or one within it. Schemas refer to each other by their index in the list of all,
/// because they may be recursive.
final class JSONSchemaNode: Sendable {
    let rules: Rules

    init(_ rules: Rules) { self.rules = rules }

    /// Rules for a value. Rules about another kind of value do not apply.
    struct Rules: Sendable {
        /// The schema is `false`.
        var allowsNothing = false
        var types: JSONSchemaTypes?
        var constant: JSONValue?
        /// The values of `enum`.
        var choices: [JSONValue]?
        var ofNumbers: [NumberRule] = []
        var ofStrings: [StringRule] = []
        var ofArrays: ArrayRules?
        var ofObjects: ObjectRules?
        /// The schemas that apply to the value itself.
        var combinations: [Combination] = []
        /// The schemas for members and elements that no other keyword has checked.
        var unevaluatedProperties: Int?
        var unevaluatedItems: Int?

        var tracksChildren: Bool { unevaluatedProperties != nil || unevaluatedItems != nil }
    }

    enum NumberRule: Sendable {
        case multipleOf(JSONNumber, shown: String)
        case minimum(JSONNumber, shown: String)
        case exclusiveMinimum(JSONNumber, shown: String)
        case maximum(JSONNumber, shown: String)
        case exclusiveMaximum(JSONNumber, shown: String)
    }

    enum StringRule: Sendable {
        case minLength(Int)
        case maxLength(Int)
        case pattern(TextPattern)
    }

    /// The smallest and the largest allowed number of something.
    struct Count: Sendable {
        var least = 0
        var most: Int?

        var isAny: Bool { least == 0 && most == nil }
        func holds(_ count: Int) -> Bool { count >= least && count <= most ?? .max }
    }

    struct ArrayRules: Sendable {
        var count = Count()
        var isUnique = false
        /// The schemas of the first elements, one each.
        var prefix: [Int] = []
        /// The schema of all elements after those.
        var rest: Int?
        var contained: Int?
        var containedCount = Count(least: 1)
    }

    struct ObjectRules: Sendable {
        var count = Count()
        var required: [String] = []
        var named: [JSONMemberName: Int] = [:]
        var patterns: [PatternMembers] = []
        /// The schema of all members that match neither `named` nor `patterns`.
        var rest: Int?
        var names: Int?
        var dependent: [DependentMembers] = []

        /// Whether members must be checked one by one.
        var concernsMembers: Bool { !named.isEmpty || !patterns.isEmpty || rest != nil || names != nil }
    }

    struct PatternMembers: Sendable {
        var pattern: TextPattern
        var schema: Int
    }

    /// The members that are required if the member `name` exists.
    struct DependentMembers: Sendable {
        var name: String
        var required: [String]
    }

    enum Combination: Sendable {
        /// `$ref`, `allOf`.
        case all([Int])
        /// `anyOf`.
        case any([Int])
        /// `oneOf`.
        case one([Int])
        case not(Int)
        /// `if`, `then`, `else`.
        case condition(Int, then: Int?, otherwise: Int?)
        /// `dependentSchemas`: a schema for objects that have the member.
        case dependent(on: String, Int)

        var schemas: [Int] {
            switch self {
            case .all(let schemas), .any(let schemas), .one(let schemas): schemas
            case .not(let schema), .dependent(_, let schema): [schema]
            case .condition(let condition, let then, let otherwise): [condition] + [then, otherwise].compactMap(\.self)
            }
        }
    }
}

/// A member's name, equal to names of the same bytes only.
struct JSONMemberName: Hashable, Sendable {
    var bytes: ArraySlice<UInt8>

    init(_ name: String) { bytes = ArraySlice(name.utf8) }
    init(_ nameValue: JSONValue) { bytes = nameValue.textBytes }

    func hash(into hasher: inout Hasher) {
        // FNV-1a (RFC 9923), because a hasher is slow with single bytes.
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hasher.combine(sum)
    }
}
