import BatchCore

/// The checked messages of a request.
struct ChatMessages {
    enum Role: String, CaseIterable { case system, user, assistant, tool }

    /// The result of a call.
    struct ToolResult {
        /// The name of the called function.
        var name: String
        var text: [UInt8]
    }

    /// The text that the reply continues: the content of a last assistant message with `prefix`.
    private(set) var prefix: [UInt8]?
    /// Whether that message has reasoning too.
    private(set) var prefixHasReasoning = false
    /// All messages without that one.
    private(set) var conversation = PromptStart()
    /// The prompt up to each message.
    private(set) var starts: [PromptStart] = []
    /// The number of user messages.
    private(set) var turn = 0
    /// The text of the last user message.
    private(set) var lastUserText: [UInt8] = []
    /// The number of calls since then.
    private(set) var callsMade = 0
    /// The results of those calls.
    private(set) var toolResults: [ToolResult] = []

    /// Whether the model reads the reasoning of its reply in the next request of the turn.
    let readsThoughts: Bool

    /// The calls of the last assistant message without a result so far.
    private var openCalls: [ToolCall] = []

    /// - Parameters:
    ///   - root: the body of the request.
    ///   - tools: the functions of the request.
    ///   - thoughts: whether assistant messages must, may or must not contain reasoning.
    init(_ root: JSONValue, tools: [ToolDefinition], thoughts: ThoughtsRule, _ terms: Terms) throws(Refusal) {
        guard let list = root["messages"], list.kind == .array else {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: missing field `messages`")
        }
        readsThoughts = thoughts.areRead(isInTurn: true)
        let messages = list.elements
        guard !messages.isEmpty else { throw Refusal(status: 400, message: "Empty input messages") }
        var start = PromptStart()
        for tool in tools { start.add(tool: tool) }
        conversation = start
        starts.reserveCapacity(messages.count)
        let lastUserIndex = messages.lastIndex { $0["role"]?.string == Role.user.rawValue } ?? -1
        var lastUserContent: JSONValue?
        var toolMessages: [(name: String, content: JSONValue?)] = []
        for (index, message) in messages.enumerated() {
            let role = try Self.role(of: message, at: index, terms)
            try Self.check(message, role: role, at: index)
            let isPrefix = try Self.isPrefix(message, role: role, isLast: index == messages.count - 1, isBeta: terms.isBeta)
            let calls = role == .assistant ? try Self.calls(of: message, at: index) : []
            if role == .assistant, !isPrefix, terms.earlierThoughts == .demanded {
                try thoughts.check(message, at: index, isInTurn: index > lastUserIndex)
            }
            if role != .tool { try expectNoOpenCalls() }
            switch role {
            case .system: break
            case .user:
                turn += 1
                lastUserContent = message["content"]
                callsMade = 0
                toolMessages = []
            case .assistant:
                openCalls = calls
                callsMade += openCalls.count
            case .tool: toolMessages.append((try answeredCall(message, at: index), message["content"]))
            }
            if isPrefix {
                prefix = MessageText.whole(of: message["content"])
                prefixHasReasoning = message["reasoning_content"]?.string != nil
            }
            start.add(
                message, role: role.rawValue, calls: calls, withThoughts: thoughts.areRead(isInTurn: index > lastUserIndex))
            starts.append(start)
            if !isPrefix { conversation = start }
        }
        lastUserText = MessageText.whole(of: lastUserContent)
        toolResults = toolMessages.map { ToolResult(name: $0.name, text: MessageText.whole(of: $0.content)) }
        try expectNoOpenCalls()
    }

    private static func role(of message: JSONValue, at index: Int, _ terms: Terms) throws(Refusal) -> Role {
        guard let name = message["role"]?.string else {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: messages[\(index)]: missing field `role`")
        }
        // OpenAI's word for `system`.
        if name == "developer", !terms.flavour.isHeldToDeepSeek { return .system }
        guard let role = Role(rawValue: name) else {
            let known = Role.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw Refusal(
                status: 400,
                message: "Failed to deserialize the JSON body: messages[\(index)].role: unknown variant "
                    + "`\(name)`, expected one of \(known)")
        }
        return role
    }

    private static func check(_ message: JSONValue, role: Role, at index: Int) throws(Refusal) {
        let content = message["content"]
        let hasCalls = role == .assistant && !(message["tool_calls"]?.elements.isEmpty ?? true)
        if let content, content.kind == .array {
            for part in content.elements where part["type"]?.string == nil {
                throw Refusal(status: 400, message: "messages[\(index)].content: each part must have a type")
            }
        } else if content?.kind != .string, !(hasCalls && content?.isNull ?? true) {
            throw Refusal(
                status: 400,
                message: role == .assistant
                    ? "Invalid assistant message: content or tool_calls must be set"
                    : "Failed to deserialize the JSON body: messages[\(index)].content: expected a string or a list of parts")
        }
    }

    /// Whether the reply continues this message (https://api-docs.deepseek.com/guides/chat_prefix_completion).
    private static func isPrefix(_ message: JSONValue, role: Role, isLast: Bool, isBeta: Bool) throws(Refusal) -> Bool {
        guard message["prefix"]?.bool == true else { return false }
        guard isBeta else { throw Refusal(betaFeature: "prefix") }
        guard isLast, role == .assistant else {
            throw Refusal(status: 400, message: "Invalid prefix: only the last message may have it, and its role must be assistant")
        }
        return true
    }

    /// The calls of an assistant message.
    private static func calls(of message: JSONValue, at index: Int) throws(Refusal) -> [ToolCall] {
        var calls: [ToolCall] = []
        for (place, call) in (message["tool_calls"]?.elements ?? []).enumerated() {
            let function = call["function"]
            guard let id = call["id"]?.string, let name = function?["name"]?.string, let arguments = function?["arguments"]?.string else {
                throw Refusal(
                    status: 400,
                    message: "Failed to deserialize the JSON body: messages[\(index)].tool_calls[\(place)]: "
                        + "a call has `id`, `function.name` and `function.arguments`, which are strings")
            }
            calls.append(ToolCall(id: id, name: name, arguments: Array(arguments.utf8)))
        }
        return calls
    }

    /// Matches a tool message with its call, and returns the name of the called function.
    private mutating func answeredCall(_ message: JSONValue, at index: Int) throws(Refusal) -> String {
        guard let id = message["tool_call_id"]?.string else {
            throw Refusal(status: 400, message: "messages[\(index)]: missing field `tool_call_id`")
        }
        guard let place = openCalls.firstIndex(where: { $0.id == id }) else {
            throw Refusal(
                status: 400,
                message: "messages[\(index)]: Messages with role 'tool' must be a response to a preceding message "
                    + "with 'tool_calls'")
        }
        return openCalls.remove(at: place).name
    }

    private func expectNoOpenCalls() throws(Refusal) {
        guard !openCalls.isEmpty else { return }
        throw Refusal(
            status: 400,
            message: "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
                + "'tool_call_id'. (insufficient tool messages following tool_calls message)")
    }
}
