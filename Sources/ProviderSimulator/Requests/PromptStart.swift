import BatchCore

/// A prompt up to the end of one of its messages, as its fingerprint and length for the cache.
struct PromptStart {
    var fingerprint = RollingFingerprint()
    var tokens = Tokens()

    /// Adds the definition of a function.
    mutating func add(tool: ToolDefinition) { add(text: tool.json) }

    /// Adds a message as the model reads it: its role, text and tool calls.
    /// - Parameters:
    ///   - calls: the message's calls.
    ///   - withThoughts: whether the model reads the reasoning too. In most conversations it does not
    ///     (https://api-docs.deepseek.com/guides/thinking_mode).
    mutating func add(_ message: JSONValue, role: String, calls: [ToolCall], withThoughts: Bool) {
        begin(role: role)
        if withThoughts, let thoughts = message["reasoning_content"], !thoughts.isNull { add(MessageText.whole(of: thoughts)[...]) }
        if let content = message["content"] {
            MessageText.forEach(of: content) { text in
                fingerprint.add(text)
                tokens.add(text)
            }
        }
        if !calls.isEmpty { add(calls.json.bytes[...]) }
        for name in ["tool_call_id", "name"] {
            guard let value = message[name], !value.isNull else { continue }
            add(value.raw)
        }
        fingerprint.separate(0x1E)
    }

    /// Adds a reply like the message that the client makes of it.
    /// - Parameters:
    ///   - thoughts: nil if the model does not read them again.
    ///   - toolCalls: JSON text; nil for a reply without calls.
    mutating func addReply(_ content: [UInt8], thoughts: [UInt8]?, toolCalls: [UInt8]?) {
        begin(role: "assistant")
        if let thoughts { add(thoughts[...]) }
        fingerprint.add(content)
        tokens.add(content)
        if let toolCalls { add(toolCalls[...]) }
        fingerprint.separate(0x1E)
    }

    /// Adds text outside messages.
    mutating func add(text: [UInt8]) {
        fingerprint.add(text)
        tokens.add(text)
    }

    /// Adds the suffix of a FIM request.
    mutating func add(suffix: [UInt8]) {
        fingerprint.separate(0x1C)
        add(text: suffix)
    }

    private mutating func begin(role: String) {
        fingerprint.add(role.utf8)
        fingerprint.separate(0x1F)
        tokens.tenths += Tokens.messageTenths
    }

    private mutating func add(_ value: ArraySlice<UInt8>) {
        fingerprint.separate(0x1D)
        fingerprint.add(value)
        tokens.add(value)
    }
}
