/// Items of the Responses API as messages of a chat, for formats that hold chats
/// (https://developers.openai.com/api/reference/resources/responses).
enum ChatForm {
    /// The messages that `items` come to, each encoded; nil where one is neither said, nor a call of a function, nor its answer.
    /// Chains of thought are left out: what servers give of them is for themselves to read.
    static func messages(of items: [JSONValue]) -> [[UInt8]]? {
        var messages: [[UInt8]] = []
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
                var message: [UInt8] = []
                Message.appendTool(
                    output, answering: ToolCall(id: item["call_id"]?.string, name: "", arguments: ""), to: &message)
                messages.append(message)
            case "reasoning": break
            default: return nil
            }
        }
        if !calls.isEmpty { messages.append(message(of: calls)) }
        return messages
    }

    private static func message(of calls: [ToolCall]) -> [UInt8] {
        var (writer, message) = (JSONWriter(), [UInt8]())
        writer.toolCalls(calls, ids: calls.enumerated().map { $1.id ?? "call_\($0 + 1)" })
        Message.appendAssistant(nil, reasoning: nil, toolCalls: writer.bytes, to: &message)
        return message
    }

    /// A message whose content is a text, or parts that a chat has too.
    private static func message(of item: JSONValue) -> [UInt8]? {
        guard let role = item["role"]?.string, let content = item["content"] else { return nil }
        var message: [UInt8] = []
        guard content.kind == .array else {
            Message.append(role: role, rawContent: content.raw, to: &message)
            return message
        }
        var writer = JSONWriter()
        writer.beginArray()
        for part in content.elements {
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
        Message.append(role: role, rawContent: writer.bytes, to: &message)
        return message
    }

    /// A function in the form of chat completions; nil for a tool of the server's own.
    static func function(of tool: JSONValue) -> [UInt8]? {
        if tool["function"] != nil { return Array(tool.raw) }
        guard tool["type"]?.string == "function", tool["name"] != nil else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", "function")
        writer.name("function")
        writer.beginObject()
        for member in tool.members where member.name != "type" {
            writer.name(member.name)
            writer.raw(member.value.raw)
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}
