/// The members of a line in the project's own form.
enum NativeMember: String, CaseIterable {
    case id, turns, provider, model, api, system, messages, params, tools
    case toolChoice = "tool_choice"
    case toolResults = "tool_results"
    case sessionID = "session_id"
    case priority, metadata

    static let names = allCases.map(\.rawValue)

    /// Names that are often written beside `turns` and belong elsewhere, and where.
    static func hint(for name: String) -> String? {
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
        var (system, messages): (JSONValue?, JSONValue?)
        var forwarded = ForwardedMembers()
        var hasTurns = false
        let members = root.members
        for (member, name) in zip(members, names(of: members)) {
            guard let known = NativeMember(rawValue: name) else {
                faultUnknown(member, known: NativeMember.names, hint: NativeMember.hint(for: name))
                continue
            }
            let value = member.value
            if value.isNull, known != .turns { continue }
            switch known {
            case .id: job.id = id(value, of: name) ?? ""
            case .turns:
                hasTurns = true
                job.turns = readTurns(value)
            case .provider: job.provider = text(value, of: name)
            case .model: job.model = text(value, of: name)
            case .api: checkAPI(value)
            case .system: system = value
            case .messages: messages = value
            case .params: forwarded.params = value
            case .tools: forwarded.tools = value
            case .toolChoice: forwarded.toolChoice = value
            case .toolResults: faultUnsupported(member, hint: "leave it out; a job whose model calls a tool ends there")
            case .sessionID: faultUnsupported(member, hint: "leave it out")
            case .priority: job.priority = int32(value, of: name) ?? 0
            case .metadata: break
            }
        }
        if !hasTurns {
            fault("the member \"turns\" is missing", at: root, member: "turns", hint: "it holds what the user says, turn by turn")
        }
        job.parameters = readParameters(forwarded)
        job.opening = readOpening(system: system, messages: messages)
        if job.id.isEmpty { job.id = "line-\(line)" }
        return job
    }

    private mutating func checkAPI(_ value: JSONValue) {
        guard let api = text(value, of: "api"), api != "chat" else { return }
        if api == "responses" || api == "fim" {
            fault("the api \"\(api)\" is not supported by this version", at: value, member: "api", hint: "use \"chat\" or leave it out")
        } else {
            fault("\"api\" must be \"chat\"", at: value, member: "api")
        }
    }
}
