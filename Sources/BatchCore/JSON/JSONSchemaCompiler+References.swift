/// The names of schemas, and references between them.
extension JSONSchemaCompiler {
    private static let dialects: Set = ["draft-06/schema", "draft-07/schema", "draft/2019-09/schema", "draft/2020-12/schema", "schema"]

    /// Refuses a `$schema` with unknown rules.
    func checkDialect() throws(JSONSchemaError) {
        guard let value = root["$schema"] else { return }
        guard let name = value.string else { throw wrongKind(value, "the address of a dialect") }
        let parts = name.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        let path = parts.count == 3 ? parts[2] : ""
        let known = Self.dialects.map { "json-schema.org/" + $0 }
        guard ["http:", "https:"].contains(parts.first), known.contains(where: { path == $0 || path == $0 + "#" }) else {
            throw fault(
                value, "names \(value.shown), a dialect or vocabulary that is not known; https://json-schema.org/draft/2020-12/schema is")
        }
    }

    /// Records the anchors of a schema, and its references.
    mutating func readNames(of schema: JSONValue, _ place: Int) throws(JSONSchemaError) {
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let value = schema[keyword] else { continue }
            guard let name = value.string, !name.isEmpty else { throw wrongKind(value, "a name") }
            try note(anchor: name, value, schema)
        }
        if let value = schema["$id"] {
            guard let name = value.string else { throw wrongKind(value, "an address") }
            if name.hasPrefix("#"), name.utf8.count > 1 {
                // Until draft 7 this was the form of an anchor.
                try note(anchor: String(name.dropFirst()), value, schema)
            } else if schema.index != root.index {
                throw fault(value, "gives a schema within the schema an address of its own, which is not supported; use $anchor")
            }
        }
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            guard let value = schema[keyword] else { continue }
            guard value.kind == .string else { throw wrongKind(value, "a reference, as in \"#/$defs/name\"") }
            references.append(Reference(value: value, schema: place))
        }
    }

    private mutating func note(anchor name: String, _ value: JSONValue, _ schema: JSONValue) throws(JSONSchemaError) {
        if let other = anchors[name], other.index != schema.index {
            throw fault(value, "gives a name that another schema has, \(value.shown)")
        }
        anchors[name] = schema
    }

    /// The schema that a `$ref` refers to.
    func aim(of reference: JSONValue) throws(JSONSchemaError) -> JSONValue {
        var text = reference.string ?? ""
        if let own = root["$id"]?.string, !own.isEmpty, !own.hasPrefix("#"), text.hasPrefix(own) {
            text = String(text.dropFirst(own.count))
        }
        guard text.isEmpty || text.hasPrefix("#") else {
            throw fault(reference, "is \(reference.shown), which is not in this schema; put it under $defs and write \"#/$defs/name\"")
        }
        guard let name = Self.decoded(text.dropFirst()),
            let found = anchors[name] ?? JSONPointer.value(in: root, at: name)
        else { throw fault(reference, "is \(reference.shown), and nothing in the schema stands there or has that name") }
        return found
    }

    /// Resolves `%7E` and the like; nil if a `%` is not followed by two hexadecimal digits, or if the bytes are not UTF-8.
    private static func decoded(_ text: Substring) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(JSONString.hexDigit), let low = rest.popFirst().flatMap(JSONString.hexDigit)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Refuses schemas that apply themselves to the same value again: validation would never end.
    func checkForLoops() throws(JSONSchemaError) {
        enum State { case unseen, open, done }
        var states = [State](repeating: .unseen, count: rules.count)
        for start in rules.indices where states[start] == .unseen {
            var path: [(schema: Int, next: ArraySlice<Int>)] = []
            func enter(_ schema: Int) {
                states[schema] = .open
                path.append((schema, rules[schema].combinations.flatMap(\.schemas)[...]))
            }
            enter(start)
            while !path.isEmpty {
                guard let next = path[path.count - 1].next.popFirst() else {
                    states[path.removeLast().schema] = .done
                    continue
                }
                switch states[next] {
                case .done: break
                case .unseen: enter(next)
                case .open:
                    throw fault(schemas[path[path.count - 1].schema], "leads back to itself at the same value, which never ends")
                }
            }
        }
    }
}
