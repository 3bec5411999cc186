extension JobForm {
    /// The project's own form: `turns` and members beside them.
    package static let native = JobForm(
        name: "native", title: "native", idMember: NativeMember.id.rawValue, recognises: { $0["turns"] != nil }, job: NativeLine.job,
        metadata: { root, _ in root["metadata"].flatMap { $0.isNull ? nil : $0.text } },
        history: { ($0["messages"]?.elements ?? [])[...] }, parametersMember: NativeMember.params.rawValue,
        isNativeMember: { $0 != NativeMember.id.rawValue })
}

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

    /// Whether a line without turns has members that only this form has.
    static func isMeant(by root: JSONValue) -> Bool {
        [api, params, toolResults, maxToolRounds, expect, reask, priority].contains { root[$0.rawValue] != nil }
    }

    /// Advice on names that are often written beside `turns` and belong elsewhere.
    static func hint(for name: String) -> Advice? {
        switch name {
        case "temperature", "top_p", "max_tokens", "max_completion_tokens", "stop", "seed", "response_format", "stream",
            "presence_penalty", "frequency_penalty", "logprobs", "thinking", "reasoning_effort":
            "request parameters belong in \"params\""
        case "prompt", "user", "content", "question": "the user's words belong in \"turns\""
        default: nil
        }
    }
}

/// A line in the project's own form.
private enum NativeLine {
    static func job(_ root: JSONValue, _ line: inout LineContext) -> Job? {
        var job = line.emptyJob
        var found = NativeMembers()
        let members = root.members
        for (member, name) in zip(members, line.names(of: members)) {
            guard let known = NativeMember(rawValue: name) else {
                line.faultUnknown(member, known: NativeMember.names, hint: NativeMember.hint(for: name))
                continue
            }
            if known == .turns || !member.value.isNull { found.take(member.value, as: known) }
        }
        if let value = found.id { job.id = line.id(value, of: "id") ?? "" }
        if job.id.isEmpty { job.id = line.document.text.name }
        if let value = found.provider { job.provider = line.text(value, of: "provider") }
        if let value = found.model { job.model = line.text(value, of: "model") }
        if let value = found.priority { job.priority = line.int32(value, of: "priority") ?? 0 }
        if let value = found.maxToolRounds { job.maxToolRounds = line.count(value, of: "max_tool_rounds", 1...1_000) }
        if let value = found.toolResults { job.toolScript = ToolResultReader.script(value, &line) }
        if let value = found.api { job.api = api(value, &line) }
        job.parameters = ParameterReader(
            params: found.params, tools: found.tools, toolChoice: found.toolChoice, api: job.api, hasInstructions: found.system != nil
        ).parameters(&line)
        if let value = found.sessionID { job.sessionID = line.id(value, of: "session_id") }
        if job.api == .responses {
            job.instructions = found.system.flatMap { MessageReader.instructions($0, &line) }
            job.opening = MessageReader.items(found.messages, of: "messages", &line)
        } else {
            job.opening = MessageReader.opening(system: found.system, messages: found.messages, &line)
        }
        if job.api == .fim { refuseChatMembers(found, &line) }
        guard let turns = found.turns else {
            // A misspelled name has been reported already.
            if !line.meant.contains("turns") {
                line.fault("the member \"turns\" is missing", at: root, member: "turns", hint: "it holds what the user says, turn by turn")
            }
            return job
        }
        job.turns = TurnReader.turns(turns, of: job, wanting: ReplyMembers(expect: found.expect, reask: found.reask), &line)
        if let results = found.toolResults { ToolResultReader.checkFunctions(in: results, of: job, &line) }
        return job
    }

    private static func api(_ value: JSONValue, _ line: inout LineContext) -> Job.API {
        guard let name = line.text(value, of: "api") else { return .chat }
        if let api = Job.API(rawValue: name) { return api }
        let known = Job.API.allCases.map(\.rawValue)
        line.fault("\"api\" must be \"chat\", \"responses\" or \"fim\"", at: value, member: "api", hint: LineContext.guess(name, in: known))
        return .chat
    }

    /// Faults the members that need a conversation, which a job with gaps does not have.
    private static func refuseChatMembers(_ found: NativeMembers, _ line: inout LineContext) {
        let members: [(NativeMember, JSONValue?)] = [
            (.system, found.system), (.messages, found.messages), (.tools, found.tools), (.toolChoice, found.toolChoice),
            (.toolResults, found.toolResults), (.maxToolRounds, found.maxToolRounds),
        ]
        for (member, value) in members {
            guard let value else { continue }
            line.fault(
                "a job with \"api\": \"fim\" has no \"\(member.rawValue)\"", at: value, member: member.rawValue,
                hint: "each of its turns is only a \"prompt\" and a \"suffix\"")
        }
    }
}

/// The values of a line by member. Each has its own variable, since a dictionary would cost more than the rest of the reading.
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
