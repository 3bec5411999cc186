/// The names of the members of a turn.
private enum TurnMember: String, CaseIterable {
    case user, message, prefix, prompt, suffix, params, tools
    case toolChoice = "tool_choice"
    case expect, reask

    static let names = allCases.map(\.rawValue)
}

/// The values of a turn by member.
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

/// Reads the turns of a job in the project's own form.
struct TurnReader {
    /// The job without its turns.
    private let job: Job
    /// The line's own `expect` and `reask`, for turns without them.
    private let wanted: WantedReply
    /// The same with the job's parameters. It is computed once, since most turns are only words.
    private let expectation: Expectation?
    private let hasStrictTools: Bool

    private init(_ job: Job, wanting members: ReplyMembers, _ line: inout LineContext) {
        self.job = job
        wanted = members.read(&line)
        expectation = wanted.expectation(with: job.parameters)
        hasStrictTools = job.parameters.hasStrictTools
    }

    /// - Parameters:
    ///   - job: the job without its turns.
    ///   - members: the line's own `expect` and `reask`, for turns without them.
    static func turns(
        _ value: JSONValue, of job: Job, wanting members: ReplyMembers = ReplyMembers(), _ line: inout LineContext
    ) -> [Turn] {
        guard value.kind == .array else {
            line.faultKind(value, of: "turns", expected: "an array of turns")
            return []
        }
        let elements = value.elements
        guard !elements.isEmpty else {
            line.fault("\"turns\" is empty", at: value, member: "turns", hint: "a job has at least one turn")
            return []
        }
        let reader = TurnReader(job, wanting: members, &line)
        var turns: [Turn] = []
        turns.reserveCapacity(elements.count)
        for (place, element) in elements.enumerated() {
            guard let turn = reader.turn(element, number: place + 1, &line) else { continue }
            if turn.isSilent, turns.isEmpty, job.opening.isEmpty {
                line.fault(
                    "an empty \"message\" needs a history to reply to", at: element, member: "message",
                    hint: "add \"messages\" to the job")
            }
            turns.append(turn)
        }
        return turns
    }

    private func turn(_ value: JSONValue, number: Int, _ line: inout LineContext) -> Turn? {
        switch value.kind {
        case .string:
            return Turn(content: value.text, expectation: expectation, hasStrictTools: hasStrictTools)
        case .object: return turn(ofObject: value, &line)
        case .null, .bool, .number, .array:
            line.fault(
                "turn \(number) must be a string or an object, not \(value.kind.noun)", at: value, member: "turns",
                hint: value.kind == .array ? "put content parts into an object: {\"user\": […]}" : nil)
            return nil
        }
    }

    private func turn(ofObject value: JSONValue, _ line: inout LineContext) -> Turn? {
        var found = TurnMembers()
        var isExplained = false
        let members = value.members
        for (member, name) in zip(members, line.names(of: members)) {
            guard let known = TurnMember(rawValue: name) else {
                isExplained = isExplained || name == "content"
                line.faultUnknown(
                    member, known: TurnMember.names, hint: name == "content" ? "the member \"user\" holds the user's words" : nil)
                continue
            }
            if !member.value.isNull || known == .user { found.take(member.value, as: known) }
        }
        let reader = ParameterReader(params: found.params, tools: found.tools, toolChoice: found.toolChoice, api: job.api, isTurn: true)
        let parameters = reader.parameters(&line)
        if job.api == .responses, let prefix = found.prefix {
            line.fault(
                "a turn of a job with \"api\": \"responses\" has no \"prefix\"", at: prefix, member: "prefix",
                hint: "some providers support it in chats")
        }
        let turn = job.api == .fim ? gap(found, of: value, &line) : words(found, of: value, isExplained: isExplained, &line)
        guard var turn else { return nil }
        turn.parameters = parameters
        let own = ReplyMembers(expect: found.expect, reask: found.reask).read(&line)
        turn.expectation = own.overriding(wanted).expectation(with: parameters, job.parameters)
        turn.hasStrictTools = parameters.contains("tools") ? parameters.hasStrictTools : hasStrictTools
        return turn
    }

    private func words(_ found: TurnMembers, of turn: JSONValue, isExplained: Bool, _ line: inout LineContext) -> Turn? {
        for (member, value) in [(TurnMember.prompt, found.prompt), (.suffix, found.suffix)] {
            guard let value else { continue }
            line.fault(
                "\"\(member.rawValue)\" is for filling gaps", at: value, member: member.rawValue,
                hint: "add \"api\": \"fim\" to the job, or write the user's words as \"user\"")
        }
        let prefix = found.prefix.flatMap { line.text($0, of: "prefix") }
        if let message = found.message {
            if found.user != nil {
                line.fault("the turn has both \"user\" and \"message\"", at: message, member: "message", hint: "keep one of them")
            }
            return wholeMessage(message, prefix: prefix, &line)
        }
        guard let user = found.user else {
            if !isExplained, found.prompt == nil {
                line.fault("the turn has no \"user\"", at: turn, member: "user", hint: "it holds the user's words")
            }
            return nil
        }
        return MessageReader.content(user, of: "user", &line).map { Turn(content: $0, prefix: prefix) }
    }

    /// A message that is sent as it is written. An empty one adds nothing: the reply continues the history as it is.
    private func wholeMessage(_ value: JSONValue, prefix: String?, _ line: inout LineContext) -> Turn? {
        guard value.kind == .object else {
            line.faultKind(value, of: "message", expected: "an object")
            return nil
        }
        let isEmpty = value.members.isEmpty
        if !isEmpty, value["type"]?.string ?? "message" == "message" { MessageReader.check(value, &line) }
        let content = value["content"].flatMap { $0.isNull ? nil : $0.text } ?? JSONText(string: "")
        return Turn(content: content, message: isEmpty ? nil : value.text, isSilent: isEmpty, prefix: prefix)
    }

    /// A turn of a job with gaps (https://api-docs.deepseek.com/guides/fim_completion).
    private func gap(_ found: TurnMembers, of turn: JSONValue, _ line: inout LineContext) -> Turn? {
        for (member, value) in [
            (TurnMember.user, found.user), (.message, found.message), (.prefix, found.prefix), (.tools, found.tools),
            (.toolChoice, found.toolChoice),
        ] {
            guard let value else { continue }
            line.fault(
                "a turn of a job with \"api\": \"fim\" has no \"\(member.rawValue)\"", at: value, member: member.rawValue,
                hint: "it has a \"prompt\" and a \"suffix\"")
        }
        for (member, value) in [(TurnMember.prompt, found.prompt), (.suffix, found.suffix)] {
            if let value, value.kind != .string { line.faultKind(value, of: member.rawValue, expected: "a string") }
        }
        guard let prompt = found.prompt else {
            if found.user == nil {
                line.fault("the turn has no \"prompt\"", at: turn, member: "prompt", hint: "it holds the text before the gap")
            }
            return nil
        }
        return Turn(content: prompt.text, suffix: found.suffix?.text)
    }
}

extension Parameters {
    /// Whether a function in `tools` is strict (https://api-docs.deepseek.com/guides/tool_calls).
    var hasStrictTools: Bool {
        self["tools"]?.root.elements.contains { $0["function"]?["strict"]?.bool == true } ?? false
    }
}
