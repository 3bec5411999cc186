import BatchEngine

/// The body of a request for a chat completion, checked as a real server checks it
/// (https://api-docs.deepseek.com/api/create-chat-completion).
struct ChatRequest {
    /// The conversation up to the end of one of its messages.
    struct Prefix {
        var fingerprint: RollingFingerprint
        var tokens: Tokens
    }

    let model: String
    /// The most tokens that the reply may have; nil where the request names none.
    let maxTokens: Int?
    let streams: Bool
    /// Whether a stream shall tell the usage at its end.
    let asksUsage: Bool
    /// Whether the model thinks before it answers.
    let thinks: Bool
    /// One for each message.
    private(set) var prefixes: [Prefix] = []
    /// How many messages are the user's.
    private(set) var turn = 0
    /// What the user said last.
    private(set) var lastUserText: [UInt8] = []
    /// Differs between those who share no cache: other models, other users of one account.
    let cacheScope: UInt64

    /// - Parameter models: the models that are served; nil for all.
    init(_ body: [UInt8], models: [String]?) throws(Refusal) {
        let root: JSONValue
        do {
            root = try JSONDocument(body).root
        } catch {
            throw Refusal(status: 400, message: "Failed to parse the request body as JSON: \(error)")
        }
        guard root.kind == .object else { throw Refusal(status: 400, message: "The request body is not a JSON object") }
        guard let model = root["model"]?.string, !model.isEmpty else {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: missing field `model`")
        }
        if let models, !models.contains(model) { throw Refusal(status: 400, message: "Model Not Exist") }
        self.model = model
        maxTokens = try Self.maxTokens(of: root)
        streams = root["stream"]?.bool ?? false
        if let options = root["stream_options"], !options.isNull, !streams {
            throw Refusal(status: 400, message: "stream_options should be set along with stream = true")
        }
        asksUsage = root["stream_options"]?["include_usage"]?.bool ?? false
        thinks = Self.thinks(model: model, root)
        var scope = RollingFingerprint()
        scope.add(model.utf8)
        if let user = root["user_id"] { scope.add(user.raw) }
        cacheScope = scope.value
        try read(root)
    }

    private static func maxTokens(of root: JSONValue) throws(Refusal) -> Int? {
        for name in ["max_tokens", "max_completion_tokens"] {
            guard let value = root[name], !value.isNull else { continue }
            guard let number = value.int, (1...393_216).contains(number) else {
                throw Refusal(status: 400, message: "Invalid \(name) value, the valid range of \(name) is [1, 393216]")
            }
            return number
        }
        return nil
    }

    /// DeepSeek's models of today think unless they are told not to; the simulator's own, `simulated-chat`, does not.
    private static func thinks(model: String, _ root: JSONValue) -> Bool {
        let name = model.lowercased()
        guard ["reason", "v4", "flash"].contains(where: { name.contains($0) }) else { return false }
        return root["thinking"]?["type"]?.string != "disabled" && root["reasoning_effort"]?.string != "none"
    }

    private mutating func read(_ root: JSONValue) throws(Refusal) {
        guard let list = root["messages"], list.kind == .array else {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: missing field `messages`")
        }
        let messages = list.elements
        guard !messages.isEmpty else { throw Refusal(status: 400, message: "Empty input messages") }
        var prefix = Prefix(fingerprint: RollingFingerprint(), tokens: Tokens())
        let tools = root["tools"]?.elements ?? []
        for tool in tools {
            prefix.fingerprint.add(tool.raw)
            prefix.tokens.add(tool.raw)
        }
        prefixes.reserveCapacity(messages.count)
        var lastUserContent: JSONValue?
        for (index, message) in messages.enumerated() {
            let role = try Self.role(of: message, at: index)
            try Self.check(message, role: role, at: index)
            if role == "assistant", thinks, !tools.isEmpty, message["reasoning_content"]?.string == nil {
                throw Refusal(status: 400, message: "The reasoning_content in the thinking mode must be passed back to the API.")
            }
            prefix.add(message, role: role)
            prefixes.append(prefix)
            if role == "user" {
                turn += 1
                lastUserContent = message["content"]
            }
        }
        if let lastUserContent { Self.forEachText(of: lastUserContent) { lastUserText += $0 } }
    }

    private static func role(of message: JSONValue, at index: Int) throws(Refusal) -> String {
        guard let role = message["role"]?.string else {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: messages[\(index)]: missing field `role`")
        }
        guard ["system", "user", "assistant", "tool"].contains(role) else {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: messages[\(index)].role: unknown variant "
                + "`\(role)`, expected one of `system`, `user`, `assistant`, `tool`")
        }
        return role
    }

    private static func check(_ message: JSONValue, role: String, at index: Int) throws(Refusal) {
        let content = message["content"]
        let hasCalls = role == "assistant" && !(message["tool_calls"]?.elements.isEmpty ?? true)
        if let content, content.kind == .array {
            for part in content.elements where part["type"]?.string == nil {
                throw Refusal(status: 400, message: "messages[\(index)].content: each part must have a type")
            }
        } else if content?.kind != .string, !(hasCalls && content?.isNull ?? true) {
            throw Refusal(status: 400, message: role == "assistant"
                ? "Invalid assistant message: content or tool_calls must be set"
                : "Failed to deserialize the JSON body: messages[\(index)].content: expected a string or a list of parts")
        }
        if role == "tool", message["tool_call_id"]?.string == nil {
            throw Refusal(status: 400, message: "messages[\(index)]: missing field `tool_call_id`")
        }
    }

    /// Calls `body` with the text of a message's content: once for a string, once for each text part of a list.
    static func forEachText(of content: JSONValue, _ body: (ArraySlice<UInt8>) -> Void) {
        switch content.kind {
        case .string:
            let inside = content.raw.dropFirst().dropLast()
            // A client may spell a reply with other escapes than it was sent with; the text is the same.
            if inside.contains(UInt8(ascii: "\\")), let text = content.string { body(Array(text.utf8)[...]) } else { body(inside) }
        case .array: for part in content.elements { if let text = part["text"] { forEachText(of: text, body) } }
        default: break
        }
    }
}

extension ChatRequest.Prefix {
    /// Adds a message as the model reads it: its role, text and tool calls. Reasoning is left out, as the model does not
    /// see it again (https://api-docs.deepseek.com/guides/thinking_mode).
    mutating func add(_ message: JSONValue, role: String) {
        begin(role: role)
        if let content = message["content"] {
            ChatRequest.forEachText(of: content) { text in
                fingerprint.add(text)
                tokens.add(text)
            }
        }
        for name in ["tool_calls", "tool_call_id", "name"] {
            guard let value = message[name], !value.isNull else { continue }
            fingerprint.separate(0x1D)
            fingerprint.add(value.raw)
            tokens.add(value.raw)
        }
        fingerprint.separate(0x1E)
    }

    /// Adds a reply, so that it equals the message that the client makes of it.
    mutating func addReply(_ content: [UInt8]) {
        begin(role: "assistant")
        fingerprint.add(content)
        tokens.add(content)
        fingerprint.separate(0x1E)
    }

    private mutating func begin(role: String) {
        fingerprint.add(role.utf8)
        fingerprint.separate(0x1F)
        tokens.tenths += Tokens.messageTenths
    }
}
