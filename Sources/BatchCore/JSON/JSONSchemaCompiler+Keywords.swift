/// Reads the keywords of one schema.
extension JSONSchemaCompiler {
    func readValues(of schema: JSONValue, into rules: inout JSONSchemaNode.Rules) throws(JSONSchemaError) {
        if let value = schema["type"] {
            var types = JSONSchemaTypes()
            guard value.kind == .string || value.kind == .array else { throw wrongKind(value, "a type's name or an array of such") }
            for name in value.kind == .array ? value.elements : [value] { types.formUnion(try type(name)) }
            guard !types.isEmpty else { throw fault(value, "is empty, expected at least one type") }
            rules.types = types
        }
        if let value = schema["enum"] {
            guard value.kind == .array else { throw wrongKind(value, "an array of values") }
            rules.choices = value.elements
        }
        rules.constant = schema["const"]
    }

    private func type(_ value: JSONValue) throws(JSONSchemaError) -> JSONSchemaTypes {
        guard let name = value.string else { throw wrongKind(value, "a type's name") }
        if let type = JSONSchemaTypes(name) { return type }
        let nearest = NearestName.of(name, in: JSONSchemaTypes.names)
        let known = JSONSchemaTypes.names.joined(separator: ", ")
        throw fault(value, "is \(value.shown), which is no type; " + (nearest.map { "did you mean \"\($0)\"?" } ?? "known are \(known)"))
    }

    func numberRules(of schema: JSONValue) throws(JSONSchemaError) -> [JSONSchemaNode.NumberRule] {
        var found: [JSONSchemaNode.NumberRule] = []
        if let value = schema["multipleOf"] {
            let number = try number(value)
            guard number.isPositive else { throw fault(value, "is \(value.shown), expected a number above 0") }
            guard number.isDivisor else { throw fault(value, "has more than \(JSONNumber.longestDivisor) digits") }
            found.append(.multipleOf(number, shown: value.shown))
        }
        if let value = schema["minimum"] { found.append(.minimum(try number(value), shown: value.shown)) }
        if let value = schema["exclusiveMinimum"] {
            found.append(.exclusiveMinimum(try bound(value, "minimum"), shown: value.shown))
        }
        if let value = schema["maximum"] { found.append(.maximum(try number(value), shown: value.shown)) }
        if let value = schema["exclusiveMaximum"] {
            found.append(.exclusiveMaximum(try bound(value, "maximum"), shown: value.shown))
        }
        return found
    }

    private func number(_ value: JSONValue) throws(JSONSchemaError) -> JSONNumber {
        guard let number = value.number else { throw wrongKind(value, "a number") }
        return number
    }

    private func bound(_ value: JSONValue, _ inclusive: String) throws(JSONSchemaError) -> JSONNumber {
        guard value.kind != .bool else {
            throw fault(value, "is a boolean, as in draft 4; since draft 6 it is the bound itself, and stands in the place of \(inclusive)")
        }
        return try number(value)
    }

    func stringRules(of schema: JSONValue) throws(JSONSchemaError) -> [JSONSchemaNode.StringRule] {
        var found: [JSONSchemaNode.StringRule] = []
        if let least = try count(schema["minLength"]) { found.append(.minLength(least)) }
        if let most = try count(schema["maxLength"]) { found.append(.maxLength(most)) }
        if let value = schema["pattern"] {
            guard value.kind == .string else { throw wrongKind(value, "a regular expression") }
            found.append(.pattern(try pattern(value)))
        }
        return found
    }

    private func pattern(_ value: JSONValue) throws(JSONSchemaError) -> TextPattern {
        do {
            return try TextPattern(value.string ?? "")
        } catch {
            throw fault(value, "is no regular expression that can be read: \(error.message)")
        }
    }

    private func count(_ value: JSONValue?) throws(JSONSchemaError) -> Int? {
        guard let value else { return nil }
        guard let count = value.int, count >= 0 else { throw wrongKind(value, "a whole number of at least 0") }
        return count
    }

    mutating func arrayRules(of schema: JSONValue) throws(JSONSchemaError) -> JSONSchemaNode.ArrayRules? {
        var found = JSONSchemaNode.ArrayRules()
        found.count.least = try count(schema["minItems"]) ?? 0
        found.count.most = try count(schema["maxItems"])
        if let value = schema["uniqueItems"] {
            guard let isUnique = value.bool else { throw wrongKind(value, "true or false") }
            found.isUnique = isUnique
        }
        found.prefix = try list(schema["prefixItems"]) ?? []
        if let items = schema["items"], items.kind == .array {
            // Until 2019-09 this was the form.
            guard found.prefix.isEmpty else { throw fault(items, "is an array beside prefixItems; write the rest's schema alone") }
            found.prefix = items.elements.map { place(of: $0) }
            found.rest = schema["additionalItems"].map { place(of: $0) }
        } else {
            found.rest = schema["items"].map { place(of: $0) }
        }
        found.contained = schema["contains"].map { place(of: $0) }
        found.containedCount.least = try count(schema["minContains"]) ?? 1
        found.containedCount.most = try count(schema["maxContains"])
        let isEmpty = found.count.isAny && !found.isUnique && found.prefix.isEmpty && found.rest == nil && found.contained == nil
        return isEmpty ? nil : found
    }

    mutating func objectRules(of schema: JSONValue) throws(JSONSchemaError) -> JSONSchemaNode.ObjectRules? {
        var found = JSONSchemaNode.ObjectRules()
        found.count.least = try count(schema["minProperties"]) ?? 0
        found.count.most = try count(schema["maxProperties"])
        if let value = schema["required"] { found.required = try names(value) }
        for (name, schema) in try members(schema["properties"]) {
            let key = JSONMemberName(name)
            if found.named[key] == nil { found.named[key] = schema }
        }
        for (name, schema) in try members(schema["patternProperties"]) {
            found.patterns.append(.init(pattern: try pattern(name), schema: schema))
        }
        found.rest = schema["additionalProperties"].map { place(of: $0) }
        found.names = schema["propertyNames"].map { place(of: $0) }
        for keyword in ["dependentRequired", "dependencies"] {
            guard let value = schema[keyword] else { continue }
            guard value.kind == .object else { throw wrongKind(value, "an object") }
            for member in value.members where keyword == "dependentRequired" || member.value.kind == .array {
                found.dependent.append(.init(name: member.name, required: try names(member.value)))
            }
        }
        let isEmpty = found.count.isAny && found.required.isEmpty && !found.concernsMembers && found.dependent.isEmpty
        return isEmpty ? nil : found
    }

    private func names(_ value: JSONValue) throws(JSONSchemaError) -> [String] {
        guard value.kind == .array else { throw wrongKind(value, "an array of members' names") }
        var names: [String] = []
        for element in value.elements {
            guard let name = element.string else { throw wrongKind(element, "a member's name") }
            names.append(name)
        }
        return names
    }

    mutating func combinations(of schema: JSONValue) throws(JSONSchemaError) -> [JSONSchemaNode.Combination] {
        var found: [JSONSchemaNode.Combination] = []
        if let schemas = try list(schema["allOf"]) { found.append(.all(schemas)) }
        if let schemas = try list(schema["anyOf"]) { found.append(.any(schemas)) }
        if let schemas = try list(schema["oneOf"]) { found.append(.one(schemas)) }
        if let value = schema["not"] { found.append(.not(place(of: value))) }
        let then = schema["then"].map { place(of: $0) }
        let otherwise = schema["else"].map { place(of: $0) }
        if let value = schema["if"] { found.append(.condition(place(of: value), then: then, otherwise: otherwise)) }
        for (name, schema) in try members(schema["dependentSchemas"]) {
            found.append(.dependent(on: name.string ?? "", schema))
        }
        for member in schema["dependencies"]?.members ?? [] where member.value.kind != .array {
            found.append(.dependent(on: member.name, place(of: member.value)))
        }
        return found
    }
}
