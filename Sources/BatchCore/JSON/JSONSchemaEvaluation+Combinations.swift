/// Rules that combine several schemas for one value.
extension JSONSchemaEvaluation {
    mutating func fitsCombination(_ value: JSONValue, _ combination: JSONSchemaNode.Combination, _ marks: inout Marks) -> Bool {
        switch combination {
        case .all(let schemas):
            var isFit = true
            for schema in schemas {
                isFit = fits(value, schema, &marks) && isFit
                if !isFit, isQuiet { return false }
            }
            return isFit
        case .any(let schemas):
            // The marks of all matching branches count, so all branches are tried.
            let count = countOfFits(value, schemas, upTo: marks == nil ? 1 : schemas.count, &marks)
            return count > 0 || explain(value, schemas, "anyOf")
        case .one(let schemas):
            let count = countOfFits(value, schemas, upTo: 2, &marks)
            if count > 1 { return refuse(value, "fits more than one of the \(schemas.count) schemas in oneOf") }
            return count == 1 || explain(value, schemas, "oneOf")
        case .not(let schema):
            return !quietly { $0.fits(value, schema) } || refuse(value, "fits the schema in not, which it must not")
        case .condition(let condition, let then, let otherwise):
            let isMet = countOfFits(value, [condition], upTo: 1, &marks) == 1
            guard let schema = isMet ? then : otherwise else { return true }
            return fits(value, schema, &marks)
        case .dependent(let name, let schema):
            return value[name] == nil || fits(value, schema, &marks)
        }
    }

    /// The number of schemas that the value matches, counted quietly up to `limit`.
    private mutating func countOfFits(_ value: JSONValue, _ schemas: [Int], upTo limit: Int, _ marks: inout Marks) -> Int {
        var count = 0
        for schema in schemas where count < limit {
            var own: Marks = marks == nil ? nil : []
            guard quietly({ $0.fits(value, schema, &own) }) else { continue }
            count += 1
            if let own { marks?.formUnion(own) }
        }
        return count
    }

    /// Reports why a value matches none of the schemas; always false. If its type rules out all schemas but one, the violation of that one
    /// is the most useful. If it rules out all of them, the types are.
    private mutating func explain(_ value: JSONValue, _ schemas: [Int], _ keyword: String) -> Bool {
        guard !isQuiet else { return false }
        let before = first
        var wanted: JSONSchemaTypes = []
        var findings: [Finding] = []
        for schema in schemas {
            first = nil
            _ = fits(value, schema)
            guard let finding = first else { continue }
            if finding.index == value.index, let types = finding.wanted {
                wanted.formUnion(types)
            } else {
                findings.append(finding)
            }
        }
        first = before
        if findings.isEmpty, !wanted.isEmpty { return refuse(value, wanted) }
        guard findings.count == 1, let finding = findings.first else {
            return refuse(value, "fits none of the \(schemas.count) schemas in \(keyword)")
        }
        if finding.index < first?.index ?? .max { first = finding }
        return false
    }
}
