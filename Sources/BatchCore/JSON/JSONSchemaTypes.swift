/// The types that a schema's `type` allows.
struct JSONSchemaTypes: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let null = JSONSchemaTypes(rawValue: 1)
    static let boolean = JSONSchemaTypes(rawValue: 2)
    /// A number without a fraction, such as `3.0`.
    static let integer = JSONSchemaTypes(rawValue: 4)
    static let number = JSONSchemaTypes(rawValue: 8)
    static let string = JSONSchemaTypes(rawValue: 16)
    static let array = JSONSchemaTypes(rawValue: 32)
    static let object = JSONSchemaTypes(rawValue: 64)

    private static let known: [(name: String, words: String, types: JSONSchemaTypes)] = [
        ("null", "null", .null), ("boolean", "a boolean", .boolean), ("integer", "an integer", .integer),
        ("number", "a number", .number), ("string", "a string", .string), ("array", "an array", .array),
        ("object", "an object", .object),
    ]

    static var names: [String] { known.map(\.name) }

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The type with this name in schemas; nil for an unknown name.
    init?(_ name: String) {
        guard let found = Self.known.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { return nil }
        self = found.types
    }

    /// The type that contains every value of that kind.
    init(_ kind: JSONValue.Kind) {
        self =
            switch kind {
            case .null: .null
            case .bool: .boolean
            case .number: .number
            case .string: .string
            case .array: .array
            case .object: .object
            }
    }

    func holds(_ value: JSONValue) -> Bool {
        contains(JSONSchemaTypes(value.kind)) || (value.kind == .number && contains(.integer) && value.isWholeNumber)
    }

    /// `a string, an array or null`.
    var words: String {
        // An integer is also a number, so it is listed only alone. Null comes last.
        var words = Self.known.dropFirst().filter { contains($0.types) && !($0.types == .integer && contains(.number)) }.map(\.words)
        if contains(.null) { words.append("null") }
        return words.isEmpty ? "nothing" : words.alternatives
    }
}
