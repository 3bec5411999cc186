/// What a line or a turn says of the replies that it wants.
struct WantedReply {
    var expect: JSONValue?
    var reask: JSONValue?
}

/// What was read of it.
struct ReadExpectation {
    /// Nil where nothing is expected.
    var expectation: Expectation?
    var reasks: Int?
}

/// The members of `expect`.
private enum ExpectMember: String, CaseIterable {
    case json, schema, matches, contains
    case finishReason = "finish_reason"

    static let names = allCases.map(\.rawValue)
}

extension JobLineReader {
    mutating func readExpectation(_ wanted: WantedReply) -> ReadExpectation {
        ReadExpectation(
            expectation: wanted.expect.flatMap { readExpect($0) }, reasks: wanted.reask.flatMap { count($0, of: "reask", 0...100) })
    }

    /// What a turn expects: by itself, or else by its job; and JSON where its parameters ask the model for it.
    mutating func expectation(own: WantedReply, ofJob: ReadExpectation, _ parameters: Parameters, of job: Job) -> Expectation? {
        let own = readExpectation(own)
        var expectation = own.expectation ?? ofJob.expectation
        let format = parameters["response_format"] ?? job.parameters["response_format"]
        if let format, let type = try? JSONDocument(format).root["type"]?.string, type == "json_object" || type == "json_schema" {
            var withJSON = expectation ?? Expectation()
            if withJSON.isJSON == nil { withJSON.isJSON = true }
            expectation = withJSON
        }
        if let reasks = own.reasks ?? ofJob.reasks { expectation?.reasks = reasks }
        return expectation
    }

    private mutating func readExpect(_ value: JSONValue) -> Expectation? {
        var expectation = Expectation()
        if value.string == "json" {
            expectation.isJSON = true
            return expectation
        }
        guard value.kind == .object else {
            faultKind(value, of: "expect", expected: "an object or \"json\"")
            return nil
        }
        let members = value.members
        for (member, name) in zip(members, names(of: members)) where !member.value.isNull {
            switch ExpectMember(rawValue: name) {
            case .json:
                expectation.isJSON = member.value.bool
                if expectation.isJSON == nil { faultKind(member.value, of: name, expected: "true or false") }
            case .schema: expectation.schema = schema(member.value)
            case .matches: expectation.pattern = pattern(member.value, of: name)
            case .contains: expectation.contains = texts(member.value, of: name)
            case .finishReason: expectation.finishReasons = texts(member.value, of: name)
            case nil: faultUnknown(member, known: ExpectMember.names)
            }
        }
        return expectation
    }

    private mutating func schema(_ value: JSONValue) -> JSONSchema? {
        do throws(JSONSchemaError) {
            return try JSONSchema(value)
        } catch {
            let place = error.pointer.isEmpty ? "it" : error.pointer
            fault("\"schema\" cannot be used: \(place) \(error.message)", at: error.position, member: "schema")
            return nil
        }
    }

    private mutating func pattern(_ value: JSONValue, of member: String) -> TextPattern? {
        guard let pattern = text(value, of: member) else { return nil }
        do throws(TextPatternError) {
            return try TextPattern(pattern)
        } catch {
            fault("\"\(member)\" is no regular expression: \(error.message)", at: value, member: member)
            return nil
        }
    }

    /// A string, or several.
    private mutating func texts(_ value: JSONValue, of member: String) -> [String] {
        guard value.kind == .array else { return text(value, of: member).map { [$0] } ?? [] }
        if value[0] == nil { fault("\"\(member)\" is empty", at: value, member: member) }
        var found: [String] = []
        for element in value.elements { if let text = text(element, of: member) { found.append(text) } }
        return found
    }
}
