/// Converts items of the Responses API to messages of a chat, for formats that contain chats
/// (https://developers.openai.com/api/reference/resources/responses).
enum ChatForm {
    /// The messages of `items`; nil if an item is not a message, a function call or the answer to one. Reasoning is omitted, because only
    /// its server can read it.
    static func messages(of items: [JSONValue]) -> [DialogueMessage.Body]? {
        var messages: [DialogueMessage.Body] = []
        var calls: [ToolCall] = []
        for item in items {
            let type = item["type"]?.string ?? "message"
            if type != "function_call", !calls.isEmpty {
                messages.append(message(of: calls))
                calls = []
            }
            switch type {
            case "message":
                guard let message = message(of: item) else { return nil }
                messages.append(message)
            case "function_call":
                let id = item["call_id"]?.string ?? item["id"]?.string
                calls.append(ToolCall(id: id, name: item["name"]?.string ?? "", arguments: item["arguments"]?.string ?? ""))
            case "function_call_output":
                guard let output = item["output"]?.string else { return nil }
                messages.append(.answer(output, to: ToolCall(id: item["call_id"]?.string, name: "", arguments: "")))
            case "reasoning": break
            default: return nil
            }
        }
        if !calls.isEmpty { messages.append(message(of: calls)) }
        return messages
    }

    /// The calls as one message of the assistant. Calls without an id get one.
    private static func message(of calls: [ToolCall]) -> DialogueMessage.Body {
        let toolCalls = JSONText { $0.toolCalls(calls, ids: calls.enumerated().map { $1.id ?? "call_\($0 + 1)" }) }
        return .said(.init(content: nil, toolCalls: toolCalls))
    }

    private static func message(of item: JSONValue) -> DialogueMessage.Body? {
        guard let role = item["role"]?.string, let content = item["content"].flatMap({ Self.content($0.text) }) else { return nil }
        return .words(role: role, content)
    }

    /// The content of a message: a text, or parts that chats also have; nil for other parts.
    static func content(_ content: JSONText) -> JSONText? {
        guard content.kind == .array else { return content }
        var writer = JSONWriter()
        writer.beginArray()
        for part in content.root.elements {
            switch part["type"]?.string {
            case "input_text"?, "output_text"?, "text"?:
                writer.beginObject()
                writer.member("type", "text")
                writer.member("text", part["text"]?.string ?? "")
                writer.endObject()
            case "input_image"?:
                guard let url = part["image_url"]?.string else { return nil }
                writer.beginObject()
                writer.member("type", "image_url")
                writer.name("image_url")
                writer.beginObject()
                writer.member("url", url)
                if let detail = part["detail"]?.string { writer.member("detail", detail) }
                writer.endObject()
                writer.endObject()
            default: return nil
            }
        }
        writer.endArray()
        return writer.text
    }

    /// A function in the form of chat completions; nil for a tool that the server runs itself.
    static func function(of tool: JSONValue) -> JSONText? {
        if tool["function"] != nil { return tool.text }
        guard tool["type"]?.string == "function", tool["name"] != nil else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", "function")
        writer.name("function")
        writer.beginObject()
        for member in tool.members where member.name != "type" {
            writer.name(member.name)
            writer.value(member.value)
        }
        writer.endObject()
        writer.endObject()
        return writer.text
    }
}
