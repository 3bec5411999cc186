/// Encodes messages of the chat format (`role`, `content`, …).
package enum Message {
    /// Writes `{"role":…,"content":…}`.
    package static func write(role: String, content: JSONText, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", role)
        writer.name("content")
        writer.value(content)
        writer.endObject()
    }

    /// Writes an assistant's message. The same reply gives the same bytes in every run.
    /// - Parameters:
    /// - reasoning: the reasoning; nil to omit it.
    /// - member: the member that contains it.
    /// - reasoningDetails: the reasoning in the provider's own form, an array.
    ///   - toolCalls: an array; nil if the message calls no tools.
    ///   - beginsReply: whether the next reply continues the message
    ///     (https://api-docs.deepseek.com/guides/chat_prefix_completion).
    static func writeAssistant(
        _ content: String?, reasoning: String?, in member: ReasoningMember = .reasoningContent, reasoningDetails: JSONText? = nil,
        toolCalls: JSONText? = nil, beginsReply: Bool = false, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.member("role", "assistant")
        // Some servers refuse a null content unless tools were called (Ollama: "invalid message content type").
        writer.member("content", content ?? (toolCalls == nil ? "" : nil))
        if let reasoning { writer.member(member.rawValue, reasoning) }
        if let reasoningDetails {
            writer.name("reasoning_details")
            writer.value(reasoningDetails)
        }
        if let toolCalls {
            writer.name("tool_calls")
            writer.value(toolCalls)
        }
        if beginsReply {
            writer.name("prefix")
            writer.bool(true)
        }
        writer.endObject()
    }

    /// Writes the answer to a tool call.
    static func writeTool(_ content: String, answering call: ToolCall, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", "tool")
        if let id = call.id { writer.member("tool_call_id", id) }
        writer.member("content", content)
        writer.endObject()
    }
}
