import BatchEngine

/// A prompt up to the end of one of its messages: what the cache knows it by, and how long it is.
struct PromptStart {
    var fingerprint = RollingFingerprint()
    var tokens = Tokens()

    /// Adds the definition of a function.
    mutating func add(tool: JSONValue) {
        fingerprint.add(tool.raw)
        tokens.add(tool.raw)
    }

    /// Adds a message as the model reads it: its role, text and tool calls. Reasoning is left out, as the model does not
    /// see it again (https://api-docs.deepseek.com/guides/thinking_mode).
    mutating func add(_ message: JSONValue, role: String) {
        begin(role: role)
        if let content = message["content"] {
            MessageText.forEach(of: content) { text in
                fingerprint.add(text)
                tokens.add(text)
            }
        }
        for name in ["tool_calls", "tool_call_id", "name"] {
            guard let value = message[name], !value.isNull else { continue }
            add(value.raw)
        }
        fingerprint.separate(0x1E)
    }

    /// Adds a reply, so that it equals the message that the client makes of it.
    /// - Parameter toolCalls: as JSON text; nil for a reply in words alone.
    mutating func addReply(_ content: [UInt8], toolCalls: [UInt8]?) {
        begin(role: "assistant")
        fingerprint.add(content)
        tokens.add(content)
        if let toolCalls { add(toolCalls[...]) }
        fingerprint.separate(0x1E)
    }

    /// Adds text that is no message.
    mutating func add(text: [UInt8]) {
        fingerprint.add(text)
        tokens.add(text)
    }

    /// Adds what comes after the place that is to be filled in.
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
