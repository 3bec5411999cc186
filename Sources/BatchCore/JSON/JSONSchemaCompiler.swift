/// Compiles the text of a schema to a ``JSONSchema``. Schemas within schemas wait in a list, so nesting and references use no stack.
struct JSONSchemaCompiler {
    let root: JSONValue
    var rules: [JSONSchemaNode.Rules] = []
    /// The schemas found so far, by their index in `rules`.
    var schemas: [JSONValue] = []
    private var places: [Int: Int] = [:]
    private var compiledCount = 0
    var references: [Reference] = []
    /// The schemas that have an `$anchor`, by its name.
    var anchors: [String: JSONValue] = [:]

    /// A `$ref`, resolved when all schemas and anchors are known.
    struct Reference {
        var value: JSONValue
        var schema: Int
    }

    init(_ root: JSONValue) { self.root = root }

    mutating func compiled() throws(JSONSchemaError) -> [JSONSchemaNode] {
        try checkDialect()
        _ = place(of: root)
        while true {
            while compiledCount < schemas.count {
                compiledCount += 1
                try compile(schemas[compiledCount - 1], compiledCount - 1)
            }
            // A reference may lead to a schema outside all known keywords. That schema is compiled now.
            guard let reference = references.popLast() else { break }
            let target = place(of: try aim(of: reference.value))
            rules[reference.schema].combinations.insert(.all([target]), at: 0)
        }
        try checkForLoops()
        return rules.map { JSONSchemaNode($0) }
    }

    /// The index in `rules` of the schema `value`, which is compiled later.
    mutating func place(of value: JSONValue) -> Int {
        if let place = places[value.index] { return place }
        places[value.index] = schemas.count
        schemas.append(value)
        rules.append(JSONSchemaNode.Rules())
        return schemas.count - 1
    }

    private mutating func compile(_ schema: JSONValue, _ place: Int) throws(JSONSchemaError) {
        if let isAny = schema.bool {
            rules[place].allowsNothing = !isAny
            return
        }
        guard schema.kind == .object else { throw wrongKind(schema, "a schema (an object, true or false)") }
        try readNames(of: schema, place)
        var rules = JSONSchemaNode.Rules()
        try readValues(of: schema, into: &rules)
        rules.ofNumbers = try numberRules(of: schema)
        rules.ofStrings = try stringRules(of: schema)
        rules.ofArrays = try arrayRules(of: schema)
        rules.ofObjects = try objectRules(of: schema)
        rules.combinations = try combinations(of: schema)
        rules.unevaluatedProperties = schema["unevaluatedProperties"].map { self.place(of: $0) }
        rules.unevaluatedItems = schema["unevaluatedItems"].map { self.place(of: $0) }
        for name in ["$defs", "definitions"] { _ = try members(schema[name]) }
        self.rules[place] = rules
    }

    /// The schemas in the members of `object`, with their names; none if the keyword is missing.
    mutating func members(_ object: JSONValue?) throws(JSONSchemaError) -> [(name: JSONValue, schema: Int)] {
        guard let object else { return [] }
        guard object.kind == .object else { throw wrongKind(object, "an object of schemas") }
        return object.members.map { ($0.nameValue, place(of: $0.value)) }
    }

    /// The schemas in the elements of `array`; nil if the keyword is missing.
    mutating func list(_ array: JSONValue?) throws(JSONSchemaError) -> [Int]? {
        guard let array else { return nil }
        guard array.kind == .array else { throw wrongKind(array, "an array of schemas") }
        let elements = array.elements
        guard !elements.isEmpty else { throw fault(array, "is empty, expected at least one schema") }
        return elements.map { place(of: $0) }
    }

    func fault(_ value: JSONValue, _ message: String) -> JSONSchemaError {
        JSONSchemaError(pointer: JSONPointer.text(from: root, to: value.index), message: message, position: value.position)
    }

    func wrongKind(_ value: JSONValue, _ wanted: String) -> JSONSchemaError {
        let found = value.kind == .number ? value.shown : JSONSchemaTypes(value.kind).words
        return fault(value, "is \(found), expected \(wanted)")
    }
}
