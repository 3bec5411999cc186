/// The members of a line in the project's own form.
enum NativeMember: String, CaseIterable {
    case id, turns, provider, model, api, system, messages, params, tools
    case toolChoice = "tool_choice"
    case toolResults = "tool_results"
    case maxToolRounds = "max_tool_rounds"
    case expect, reask
    case sessionID = "session_id"
    case priority, metadata

    static let names = allCases.map(\.rawValue)

    /// Whether a line without turns is meant to have this form, by members that no other form has.
    static func tell(_ root: JSONValue) -> Bool {
        [api, params, toolResults, maxToolRounds, expect, reask, priority].contains { root[$0.rawValue] != nil }
    }

    /// Names that are often written beside `turns` and belong elsewhere, and where.
    static func hint(for name: String) -> Advice? {
        switch name {
        case "temperature", "top_p", "max_tokens", "max_completion_tokens", "stop", "seed", "response_format", "stream",
            "presence_penalty", "frequency_penalty", "logprobs", "thinking", "reasoning_effort":
            "request parameters stand in \"params\""
        case "prompt", "user", "content", "question": "what the user says stands in \"turns\""
        default: nil
        }
    }
}

extension JobLineReader {
    mutating func readNative(_ root: JSONValue) -> Job? {
        var job = Job(id: "", line: line, turns: [])
        var found = NativeMembers()
        let members = root.members
        for (member, name) in zip(members, names(of: members)) {
            guard let known = NativeMember(rawValue: name) else {
                faultUnknown(member, known: NativeMember.names, hint: NativeMember.hint(for: name))
                continue
            }
            if known == .turns || !member.value.isNull { found.take(member.value, as: known) }
        }
        if let value = found.id { job.id = id(value, of: "id") ?? "" }
        if job.id.isEmpty { job.id = source.name }
        if let value = found.provider { job.provider = text(value, of: "provider") }
        if let value = found.model { job.model = text(value, of: "model") }
        if let value = found.priority { job.priority = int32(value, of: "priority") ?? 0 }
        if let value = found.maxToolRounds { job.maxToolRounds = count(value, of: "max_tool_rounds", 1...1_000) }
        if let value = found.toolResults { job.toolScript = readToolResults(value) }
        if let value = found.api { job.api = readAPI(value) }
        job.parameters = readParameters(
            ForwardedMembers(
                params: found.params, tools: found.tools, toolChoice: found.toolChoice, api: job.api, hasInstructions: found.system != nil))
        if let value = found.sessionID { job.sessionID = id(value, of: "session_id") }
        if job.api == .responses {
            job.instructions = found.system.flatMap { readInstructions($0) }
            job.opening = readItems(found.messages, of: "messages")
        } else {
            job.opening = readOpening(system: found.system, messages: found.messages)
        }
        if job.api == .fim { refuseChatMembers(found) }
        guard let turns = found.turns else {
            // Where it is there by another name, that has been told.
            if !meant.contains("turns") {
                fault("the member \"turns\" is missing", at: root, member: "turns", hint: "it holds what the user says, turn by turn")
            }
            return job
        }
        job.turns = readTurns(turns, of: job, wanting: WantedReply(expect: found.expect, reask: found.reask))
        if let results = found.toolResults { checkFunctions(in: results, of: job) }
        return job
    }

    private mutating func readAPI(_ value: JSONValue) -> Job.API {
        guard let name = text(value, of: "api") else { return .chat }
        if let api = Job.API(rawValue: name) { return api }
        let known = Job.API.allCases.map(\.rawValue)
        fault("\"api\" must be \"chat\", \"responses\" or \"fim\"", at: value, member: "api", hint: Self.guess(name, in: known))
        return .chat
    }

    /// Where gaps are filled there is no conversation.
    private mutating func refuseChatMembers(_ found: NativeMembers) {
        let members: [(NativeMember, JSONValue?)] = [
            (.system, found.system), (.messages, found.messages), (.tools, found.tools), (.toolChoice, found.toolChoice),
            (.toolResults, found.toolResults), (.maxToolRounds, found.maxToolRounds),
        ]
        for (member, value) in members {
            guard let value else { continue }
            fault(
                "a job with \"api\": \"fim\" has no \"\(member.rawValue)\"", at: value, member: member.rawValue,
                hint: "each of its turns is a \"prompt\" and a \"suffix\" alone")
        }
    }
}

/// The members that a line has. A place for each, since a table by name would cost more than the rest of the reading.
private struct NativeMembers {
    var id, turns, provider, model, api, system, messages, params, tools, toolChoice: JSONValue?
    var toolResults, maxToolRounds, expect, reask, sessionID, priority: JSONValue?

    mutating func take(_ value: JSONValue, as member: NativeMember) {
        switch member {
        case .id: id = value
        case .turns: turns = value
        case .provider: provider = value
        case .model: model = value
        case .api: api = value
        case .system: system = value
        case .messages: messages = value
        case .params: params = value
        case .tools: tools = value
        case .toolChoice: toolChoice = value
        case .toolResults: toolResults = value
        case .maxToolRounds: maxToolRounds = value
        case .expect: expect = value
        case .reask: reask = value
        case .priority: priority = value
        case .sessionID: sessionID = value
        case .metadata: break
        }
    }
}
