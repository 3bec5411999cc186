/// Encodes messages of the chat format (`role`, `content`, …) onto the end of a history.
package enum Message {
    /// Appends `{"role":…,"content":…}` with the content as JSON text.
    package static func append(role: String, rawContent: some Collection<UInt8>, to history: inout [UInt8]) {
        history.append(contentsOf: #"{"role":"#.utf8)
        history.appendJSONString(role)
        history.append(contentsOf: #","content":"#.utf8)
        history.append(contentsOf: rawContent)
        history.append(UInt8(ascii: "}"))
    }

    /// Appends an assistant's message. The same reply gives the same bytes in every run.
    /// - Parameters:
    ///   - reasoning: the chain of thought; nil where it is left out.
    ///   - member: where it stands.
    ///   - reasoningDetails: the same in the provider's own form, as the JSON text of an array.
    ///   - beginsReply: whether the next reply goes on from the message's end
    ///     (https://api-docs.deepseek.com/guides/chat_prefix_completion).
    static func appendAssistant(
        _ content: String?, reasoning: String?, in member: ReasoningMember = .reasoningContent, reasoningDetails: [UInt8]? = nil,
        toolCalls: [UInt8]? = nil, beginsReply: Bool = false, to history: inout [UInt8]
    ) {
        history.append(contentsOf: #"{"role":"assistant","content":"#.utf8)
        if let content {
            history.appendJSONString(content)
        } else {
            // A null content is refused by some servers unless tools were called (Ollama: "invalid message content type").
            history.append(contentsOf: (toolCalls == nil ? #""""# : "null").utf8)
        }
        if let reasoning {
            history.append(contentsOf: #",""#.utf8)
            history.append(contentsOf: member.rawValue.utf8)
            history.append(contentsOf: #"":"#.utf8)
            history.appendJSONString(reasoning)
        }
        if let reasoningDetails {
            history.append(contentsOf: #","reasoning_details":"#.utf8)
            history.append(contentsOf: reasoningDetails)
        }
        if let toolCalls {
            history.append(contentsOf: #","tool_calls":"#.utf8)
            history.append(contentsOf: toolCalls)
        }
        if beginsReply { history.append(contentsOf: #","prefix":true"#.utf8) }
        history.append(UInt8(ascii: "}"))
    }

    /// Appends the answer to a call of a tool.
    static func appendTool(_ content: String, answering call: ToolCall, to history: inout [UInt8]) {
        history.append(contentsOf: #"{"role":"tool","#.utf8)
        if let id = call.id {
            history.append(contentsOf: #""tool_call_id":"#.utf8)
            history.appendJSONString(id)
            history.append(UInt8(ascii: ","))
        }
        history.append(contentsOf: #""content":"#.utf8)
        history.appendJSONString(content)
        history.append(UInt8(ascii: "}"))
    }
}
