/// Encodes items of the Responses API: the same conversation that ``Message`` encodes for chats
/// (https://developers.openai.com/api/reference/resources/responses). Messages of the user have the same form in both.
enum InputItem {
    /// Appends the items of a reply. The same reply gives the same bytes in every run.
    ///
    /// The message and the calls get no item ids: the ids of one server mean nothing to a server that has not kept them, and some servers
    /// refuse them.
    /// - Parameter reasoning: the reasoning items as the provider sent them; empty to omit them.
    static func appendReply(_ content: String?, reasoning: JSONItems, toolCalls: JSONText?, to history: inout JSONItems) {
        history.append(contentsOf: reasoning)
        let calls = toolCalls.map { ToolCall.all(in: $0) } ?? []
        history.append { writer in
            if content?.isEmpty == false || calls.isEmpty {
                writer.beginObject()
                writer.member("role", "assistant")
                writer.member("content", content ?? "")
                writer.endObject()
            }
            for call in calls {
                writer.beginObject()
                writer.member("type", "function_call")
                writer.member("call_id", call.id ?? "")
                writer.member("name", call.name)
                writer.member("arguments", call.arguments)
                writer.endObject()
            }
        }
    }

    /// The items with encrypted reasoning. A server that keeps nothing needs its own ones back
    /// (https://developers.openai.com/api/docs/guides/reasoning). The other items are useful only to a server that keeps them.
    /// - Parameter reasoningItems: an array.
    static func encrypted(in reasoningItems: JSONText?) -> JSONItems {
        var items = JSONItems()
        for item in reasoningItems?.root.elements ?? [] where item["encrypted_content"]?.kind == .string { items.append(item) }
        return items
    }

    /// Writes the answer to a call of a function.
    static func writeOutput(_ content: String, answering call: ToolCall, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "function_call_output")
        writer.member("call_id", call.id ?? "")
        writer.member("output", content)
        writer.endObject()
    }
}
