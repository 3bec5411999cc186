/// The members of a turn that is an object.
private enum TurnMember: String, CaseIterable {
    case user, message, prefix, prompt, suffix, params, tools
    case toolChoice = "tool_choice"
    case expect, reask

    static let names = allCases.map(\.rawValue)
}

/// The members that a turn has.
private struct TurnMembers {
    var user, message, prefix, prompt, suffix, params, tools, toolChoice, expect, reask: JSONValue?

    mutating func take(_ value: JSONValue, as member: TurnMember) {
        switch member {
        case .user: user = value
        case .message: message = value
        case .prefix: prefix = value
        case .prompt: prompt = value
        case .suffix: suffix = value
        case .params: params = value
        case .tools: tools = value
        case .toolChoice: toolChoice = value
        case .expect: expect = value
        case .reask: reask = value
        }
    }
}

/// What holds for the turns of a job that do not say otherwise. Most say nothing but words, so it is found out once.
private struct TurnDefaults {
    /// What the line says of the replies.
    var read: ReadExpectation
    /// What comes of it with the job's parameters.
    var expectation: Expectation?
    var hasStrictTools: Bool
}

extension JobLineReader {
    /// - Parameters:
    ///   - job: what was read of the line besides.
    ///   - wanted: what the line wants of the replies to turns that do not say.
    mutating func readTurns(_ value: JSONValue, of job: Job, wanting wanted: WantedReply = WantedReply()) -> [Turn] {
        guard value.kind == .array else {
            faultKind(value, of: "turns", expected: "an array of turns")
            return []
        }
        let elements = value.elements
        guard !elements.isEmpty else {
            fault("\"turns\" is empty", at: value, member: "turns", hint: "a job says at least one thing")
            return []
        }
        let defaults = defaults(of: job, wanting: wanted)
        var turns: [Turn] = []
        turns.reserveCapacity(elements.count)
        for (place, element) in elements.enumerated() {
            guard let turn = readTurn(element, number: place + 1, of: job, defaults) else { continue }
            if turn.message?.isEmpty == true, turns.isEmpty, job.opening.isEmpty {
                fault("nothing was said yet that the reply could be to", at: element, member: "message", hint: "put it into \"messages\"")
            }
            turns.append(turn)
        }
        return turns
    }

    private mutating func defaults(of job: Job, wanting wanted: WantedReply) -> TurnDefaults {
        let read = readExpectation(wanted)
        return TurnDefaults(
            read: read, expectation: expectation(own: WantedReply(), ofJob: read, Parameters(), of: job),
            hasStrictTools: Self.hasStrictTools(job.parameters))
    }

    private mutating func readTurn(_ value: JSONValue, number: Int, of job: Job, _ defaults: TurnDefaults) -> Turn? {
        switch value.kind {
        case .string:
            return Turn(content: Array(value.raw), expectation: defaults.expectation, hasStrictTools: defaults.hasStrictTools)
        case .object: return readTurnObject(value, of: job, defaults)
        case .null, .bool, .number, .array:
            fault(
                "turn \(number) must be a string or an object, and this is \(Self.name(of: value.kind))", at: value, member: "turns",
                hint: value.kind == .array ? "content parts stand in an object: {\"user\": […]}" : nil)
            return nil
        }
    }

    private mutating func readTurnObject(_ value: JSONValue, of job: Job, _ defaults: TurnDefaults) -> Turn? {
        var found = TurnMembers()
        var isExplained = false
        let members = value.members
        for (member, name) in zip(members, names(of: members)) {
            guard let known = TurnMember(rawValue: name) else {
                isExplained = isExplained || name == "content"
                faultUnknown(
                    member, known: TurnMember.names, hint: name == "content" ? "the user's words are the member \"user\"" : nil)
                continue
            }
            if !member.value.isNull || known == .user { found.take(member.value, as: known) }
        }
        let parameters = readParameters(
            ForwardedMembers(params: found.params, tools: found.tools, toolChoice: found.toolChoice, api: job.api, isTurn: true))
        if job.api == .responses, let prefix = found.prefix {
            fault(
                "a turn of a job with \"api\": \"responses\" has no \"prefix\"", at: prefix, member: "prefix",
                hint: "chat completions know it, with some providers")
        }
        let turn = job.api == .fim ? readGap(found, of: value) : readWords(found, of: value, isExplained: isExplained)
        guard var turn else { return nil }
        turn.parameters = parameters
        turn.expectation = expectation(
            own: WantedReply(expect: found.expect, reask: found.reask), ofJob: defaults.read, parameters, of: job)
        turn.hasStrictTools = parameters.contains("tools") ? Self.hasStrictTools(parameters) : defaults.hasStrictTools
        return turn
    }

    private mutating func readWords(_ found: TurnMembers, of turn: JSONValue, isExplained: Bool) -> Turn? {
        for (member, value) in [(TurnMember.prompt, found.prompt), (.suffix, found.suffix)] {
            guard let value else { continue }
            fault(
                "\"\(member.rawValue)\" is for filling gaps", at: value, member: member.rawValue,
                hint: "add \"api\": \"fim\" to the job, or write the user's words as \"user\"")
        }
        let prefix = found.prefix.flatMap { text($0, of: "prefix") }
        if let message = found.message {
            if found.user != nil {
                fault("the turn has both \"user\" and \"message\"", at: message, member: "message", hint: "keep one of them")
            }
            return readMessage(message).map { Turn(content: $0.content, message: $0.whole, prefix: prefix) }
        }
        guard let user = found.user else {
            if !isExplained, found.prompt == nil {
                fault("the turn has no \"user\"", at: turn, member: "user", hint: "it holds the user's words")
            }
            return nil
        }
        return readContent(user, of: "user").map { Turn(content: $0, prefix: prefix) }
    }

    /// A message that is sent as it is written; an empty one says nothing, and the reply is to the history as it stands.
    private mutating func readMessage(_ value: JSONValue) -> (content: [UInt8], whole: [UInt8])? {
        guard value.kind == .object else {
            faultKind(value, of: "message", expected: "an object")
            return nil
        }
        let isEmpty = value.members.isEmpty
        if !isEmpty, value["type"]?.string ?? "message" == "message" { checkMessage(value) }
        let content = value["content"].flatMap { $0.isNull ? nil : Array($0.raw) }
        return (content ?? Array("\"\"".utf8), isEmpty ? [] : Array(value.raw))
    }

    /// A turn of a job that fills gaps (https://api-docs.deepseek.com/guides/fim_completion).
    private mutating func readGap(_ found: TurnMembers, of turn: JSONValue) -> Turn? {
        for (member, value) in [
            (TurnMember.user, found.user), (.message, found.message), (.prefix, found.prefix), (.tools, found.tools),
            (.toolChoice, found.toolChoice),
        ] {
            guard let value else { continue }
            fault(
                "a turn of a job with \"api\": \"fim\" has no \"\(member.rawValue)\"", at: value, member: member.rawValue,
                hint: "it has a \"prompt\" and a \"suffix\"")
        }
        for (member, value) in [(TurnMember.prompt, found.prompt), (.suffix, found.suffix)] {
            if let value, value.kind != .string { faultKind(value, of: member.rawValue, expected: "a string") }
        }
        guard let prompt = found.prompt else {
            if found.user == nil {
                fault("the turn has no \"prompt\"", at: turn, member: "prompt", hint: "it holds the text before the gap")
            }
            return nil
        }
        return Turn(content: Array(prompt.raw), suffix: (found.suffix?.raw).map { Array($0) })
    }

    /// Whether a function in `tools` is strict (https://api-docs.deepseek.com/guides/tool_calls).
    static func hasStrictTools(_ parameters: Parameters) -> Bool {
        guard let tools = parameters["tools"], let list = try? JSONDocument(tools).root else { return false }
        return list.elements.contains { $0["function"]?["strict"]?.bool == true }
    }

    /// The content of a message: a string, or content parts.
    private mutating func readContent(_ value: JSONValue, of member: String) -> [UInt8]? {
        switch value.kind {
        case .string: return Array(value.raw)
        case .array:
            checkParts(value, of: member)
            return Array(value.raw)
        default:
            faultKind(value, of: member, expected: "a string or an array of content parts")
            return nil
        }
    }

    private mutating func checkParts(_ value: JSONValue, of member: String) {
        let parts = value.elements
        if parts.isEmpty { fault("\"\(member)\" is empty", at: value, member: member) }
        for part in parts where part.kind != .object {
            fault("a content part must be an object, and this is \(Self.name(of: part.kind))", at: part, member: member)
        }
    }

    /// The opening history, encoded: the system message, then the messages as they are written.
    mutating func readOpening(system: JSONValue?, messages: JSONValue?) -> [UInt8] {
        var opening: [UInt8] = []
        if let system {
            if system.kind == .string {
                Message.append(role: "system", rawContent: system.raw, to: &opening)
            } else {
                faultKind(system, of: "system", expected: "a string")
            }
        }
        guard let messages else { return opening }
        guard messages.kind == .array else {
            faultKind(messages, of: "messages", expected: "an array of messages")
            return opening
        }
        for message in messages.elements {
            checkMessage(message)
            if !opening.isEmpty { opening.append(UInt8(ascii: ",")) }
            opening.append(contentsOf: message.raw)
        }
        return opening
    }

    mutating func checkMessage(_ message: JSONValue) {
        guard message.kind == .object else {
            return fault("a message must be an object, and this is \(Self.name(of: message.kind))", at: message, member: "messages")
        }
        guard let roleValue = message["role"] else {
            return fault("the message has no \"role\"", at: message, member: "role")
        }
        guard let role = roleValue.string else { return faultKind(roleValue, of: "role", expected: "a string") }
        guard Self.roles.contains(role) else {
            return fault(
                "\"role\" must be one of \(Self.roles.joined(separator: ", "))", at: roleValue, member: "role",
                hint: Self.guess(role, in: Self.roles))
        }
        guard let content = message["content"], !content.isNull else {
            // An assistant that called a tool need not have said anything.
            if role == "assistant" || role == "function" { return }
            return fault("the message has no \"content\"", at: message, member: "content")
        }
        if content.kind == .array {
            checkParts(content, of: "content")
        } else if content.kind != .string {
            faultKind(content, of: "content", expected: "a string or an array of content parts")
        }
    }

    private static let roles = ["system", "developer", "user", "assistant", "tool", "function"]
}
