/// The members of a turn that is an object.
private enum TurnMember: String, CaseIterable {
    case user, prefix, prompt, suffix, params, tools
    case toolChoice = "tool_choice"

    static let names = allCases.map(\.rawValue)
}

extension JobLineReader {
    mutating func readTurns(_ value: JSONValue) -> [Turn] {
        guard value.kind == .array else {
            faultKind(value, of: "turns", expected: "an array of turns")
            return []
        }
        let elements = value.elements
        guard !elements.isEmpty else {
            fault("\"turns\" is empty", at: value, member: "turns", hint: "a job says at least one thing")
            return []
        }
        var turns: [Turn] = []
        turns.reserveCapacity(elements.count)
        for (place, element) in elements.enumerated() {
            if let turn = readTurn(element, number: place + 1) { turns.append(turn) }
        }
        return turns
    }

    private mutating func readTurn(_ value: JSONValue, number: Int) -> Turn? {
        switch value.kind {
        case .string: return Turn(content: Array(value.raw))
        case .object: return readTurnObject(value)
        case .null, .bool, .number, .array:
            fault(
                "turn \(number) must be a string or an object, and this is \(Self.name(of: value.kind))", at: value, member: "turns",
                hint: value.kind == .array ? "content parts stand in an object: {\"user\": […]}" : nil)
            return nil
        }
    }

    private mutating func readTurnObject(_ value: JSONValue) -> Turn? {
        var content: [UInt8]?
        var forwarded = ForwardedMembers()
        var isExplained = false
        let members = value.members
        for (member, name) in zip(members, names(of: members)) {
            switch TurnMember(rawValue: name) {
            case .user:
                isExplained = true
                content = readContent(member.value, of: name)
            case .prefix, .prompt, .suffix:
                isExplained = true
                faultUnsupported(member)
            case .params: forwarded.params = member.value
            case .tools: forwarded.tools = member.value
            case .toolChoice: forwarded.toolChoice = member.value
            case nil:
                isExplained = isExplained || name == "content"
                faultUnknown(
                    member, known: TurnMember.names, hint: name == "content" ? "the user's words are the member \"user\"" : nil)
            }
        }
        if !isExplained {
            fault("the turn has no \"user\"", at: value, member: "user", hint: "it holds the user's words")
        }
        let parameters = readParameters(forwarded)
        return content.map { Turn(content: $0, parameters: parameters) }
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

    private mutating func checkMessage(_ message: JSONValue) {
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
