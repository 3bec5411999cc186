/// The members of a line or a turn that describe the replies.
struct ReplyMembers {
    var expect: JSONValue?
    var reask: JSONValue?

    func read(_ line: inout LineContext) -> WantedReply {
        WantedReply(
            expectation: expect.flatMap { ExpectationReader.expectation($0, &line) },
            reasks: reask.flatMap { line.count($0, of: "reask", 0...100) })
    }
}

/// The replies that a line or a turn accepts.
struct WantedReply {
    /// Nil if every reply is accepted.
    var expectation: Expectation?
    var reasks: Int?

    /// These values, with those of `other` for the ones that are nil.
    func overriding(_ other: WantedReply) -> WantedReply {
        WantedReply(expectation: expectation ?? other.expectation, reasks: reasks ?? other.reasks)
    }

    /// The expectation of a turn. It includes JSON if the parameters ask the model for JSON.
    /// - Parameters:
    ///   - parameters: of the turn.
    ///   - shared: of the job.
    func expectation(with parameters: Parameters, _ shared: Parameters = Parameters()) -> Expectation? {
        var expectation = expectation
        let format = parameters["response_format"] ?? shared["response_format"]
        if let type = format?.root["type"]?.string, type == "json_object" || type == "json_schema" {
            var withJSON = expectation ?? Expectation()
            if withJSON.isJSON == nil { withJSON.isJSON = true }
            expectation = withJSON
        }
        if let reasks { expectation?.reasks = reasks }
        return expectation
    }
}

/// The members of `expect`.
private enum ExpectMember: String, CaseIterable {
    case json, schema, matches, contains
    case finishReason = "finish_reason"

    static let names = allCases.map(\.rawValue)
}

/// Reads the member `expect`.
enum ExpectationReader {
    static func expectation(_ value: JSONValue, _ line: inout LineContext) -> Expectation? {
        var expectation = Expectation()
        if value.string == "json" {
            expectation.isJSON = true
            return expectation
        }
        guard value.kind == .object else {
            line.faultKind(value, of: "expect", expected: "an object or \"json\"")
            return nil
        }
        let members = value.members
        for (member, name) in zip(members, line.names(of: members)) where !member.value.isNull {
            switch ExpectMember(rawValue: name) {
            case .json:
                expectation.isJSON = member.value.bool
                if expectation.isJSON == nil { line.faultKind(member.value, of: name, expected: "true or false") }
            case .schema: expectation.schema = schema(member.value, &line)
            case .matches: expectation.pattern = pattern(member.value, of: name, &line)
            case .contains: expectation.contains = texts(member.value, of: name, &line)
            case .finishReason: expectation.finishReasons = texts(member.value, of: name, &line)
            case nil: line.faultUnknown(member, known: ExpectMember.names)
            }
        }
        return expectation
    }

    private static func schema(_ value: JSONValue, _ line: inout LineContext) -> JSONSchema? {
        do throws(JSONSchemaError) {
            return try JSONSchema(value)
        } catch {
            let place = error.pointer.isEmpty ? "it" : error.pointer
            line.fault("\"schema\" cannot be used: \(place) \(error.message)", at: error.position, in: value, member: "schema")
            return nil
        }
    }

    private static func pattern(_ value: JSONValue, of member: String, _ line: inout LineContext) -> TextPattern? {
        guard let pattern = line.text(value, of: member) else { return nil }
        do throws(TextPatternError) {
            return try TextPattern(pattern)
        } catch {
            line.fault("\"\(member)\" is not a valid regular expression: \(error.message)", at: value, member: member)
            return nil
        }
    }

    /// One string, or an array of strings.
    private static func texts(_ value: JSONValue, of member: String, _ line: inout LineContext) -> [String] {
        guard value.kind == .array else { return line.text(value, of: member).map { [$0] } ?? [] }
        if value[0] == nil { line.fault("\"\(member)\" is empty", at: value, member: member) }
        var found: [String] = []
        for element in value.elements { if let text = line.text(element, of: member) { found.append(text) } }
        return found
    }
}
