/// Encodes messages of the chat format (`role`, `content`, …) onto the end of a history.
public enum Message {
    /// Appends `{"role":…,"content":…}` with the content as JSON text.
    public static func append(role: String, rawContent: some Collection<UInt8>, to history: inout [UInt8]) {
        history.append(contentsOf: #"{"role":"#.utf8)
        history.appendJSONString(role)
        history.append(contentsOf: #","content":"#.utf8)
        history.append(contentsOf: rawContent)
        history.append(UInt8(ascii: "}"))
    }

    /// Appends the assistant's message that `reply` is. The same reply gives the same bytes in every run.
    static func appendAssistant(_ reply: Reply, keepingReasoning: Bool, to history: inout [UInt8]) {
        history.append(contentsOf: #"{"role":"assistant","content":"#.utf8)
        if let content = reply.content {
            history.appendJSONString(content)
        } else {
            // A null content is refused by some servers unless tools were called (Ollama: "invalid message content type").
            history.append(contentsOf: (reply.toolCalls == nil ? #""""# : "null").utf8)
        }
        if keepingReasoning, let reasoning = reply.reasoning {
            history.append(contentsOf: #","reasoning_content":"#.utf8)
            history.appendJSONString(reasoning)
        }
        if let toolCalls = reply.toolCalls {
            history.append(contentsOf: #","tool_calls":"#.utf8)
            history.append(contentsOf: toolCalls)
        }
        history.append(UInt8(ascii: "}"))
    }
}
