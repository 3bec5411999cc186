import BatchCore

/// A request of the Responses API, checked as a real server checks it. It is converted to a chat and answered as one.
struct ResponsesRequest {
    /// The body as it was received: the response repeats some of its members.
    let root: JSONValue
    let chat: ChatRequest
    /// The messages without the instructions.
    let conversation: JSONItems

    var basics: RequestBasics { chat.basics }
    var starts: [PromptStart] { chat.starts }
    var turn: Int { chat.turn }
    var tools: [ToolDefinition] { chat.tools }

    /// Whether later requests may continue from the response.
    var isToBeKept: Bool { root["store"]?.bool ?? true }

    /// - Parameters:
    ///   - root: the body of the request.
    ///   - history: the conversation that it continues, as messages.
    init(_ root: JSONValue, history: JSONItems, _ terms: Terms) throws(Refusal) {
        for name in ["conversation", "background", "prompt"] where root[name].map({ !$0.isNull && $0.bool != false }) ?? false {
            throw Refusal(status: 400, message: "The simulator does not support '\(name)'.", code: "unsupported_parameter", param: name)
        }
        self.root = root
        var conversation = history
        conversation.append(contentsOf: try ResponsesInput(root).messages.items)
        self.conversation = conversation
        var terms = terms
        terms.knowsJSONSchema = true
        // Clients of this API may leave the thoughts out.
        if terms.earlierThoughts == .demanded { terms.earlierThoughts = .welcome }
        let body = try Self.chat(root, conversation, fewestTokens: terms.flavour.responses.fewestTokens)
        chat = try ChatRequest(body.root, terms)
    }
}

extension ResponsesRequest {
    /// The body of the chat that the request is converted to.
    private static func chat(_ root: JSONValue, _ conversation: JSONItems, fewestTokens: Int) throws(Refusal) -> JSONText {
        var writer = JSONWriter()
        writer.beginObject()
        for (name, nameInChat) in sameMembers {
            guard let value = root[name], !value.isNull else { continue }
            writer.name(nameInChat)
            writer.value(value)
        }
        if let limit = root["max_output_tokens"]?.int, limit < fewestTokens {
            throw Refusal(
                status: 400,
                message: "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= \(fewestTokens), but got \(limit) "
                    + "instead.", code: "integer_below_min_value", param: "max_output_tokens")
        }
        if let effort = root["reasoning"]?["effort"], !effort.isNull {
            writer.name("reasoning_effort")
            writer.value(effort)
        }
        writer.name("messages")
        writer.beginArray()
        if let instructions = root["instructions"], !instructions.isNull {
            writer.beginObject()
            writer.member("role", "system")
            writer.name("content")
            writer.value(instructions)
            writer.endObject()
        }
        writer.items(conversation)
        writer.endArray()
        try writeTools(root, to: &writer)
        try writeFormat(root["text"]?["format"], to: &writer)
        writer.endObject()
        return writer.text
    }

    private static let sameMembers = [
        ("model", "model"), ("max_output_tokens", "max_tokens"), ("stream", "stream"), ("temperature", "temperature"), ("top_p", "top_p"),
        ("thinking", "thinking"), ("user", "user_id"),
    ]

    /// Functions are flat here; a chat has them in a member `function`. `strict` changes nothing, since arguments always follow
    /// their schema.
    private static func writeTools(_ root: JSONValue, to writer: inout JSONWriter) throws(Refusal) {
        if let tools = root["tools"], tools.kind == .array {
            writer.name("tools")
            writer.beginArray()
            for (index, tool) in tools.elements.enumerated() {
                guard tool["type"]?.string == "function" else {
                    throw Refusal(
                        status: 400, message: "The simulator has no tools but functions.", code: "unsupported_parameter",
                        param: "tools[\(index)].type")
                }
                write(function: tool, to: &writer)
            }
            writer.endArray()
        }
        guard let choice = root["tool_choice"], !choice.isNull else { return }
        writer.name("tool_choice")
        if choice.kind == .object { write(function: choice, to: &writer) } else { writer.value(choice) }
    }

    private static func write(function: JSONValue, to writer: inout JSONWriter) {
        writer.beginObject()
        write("type", of: function, to: &writer)
        writer.name("function")
        writer.beginObject()
        for name in ["name", "description", "parameters"] { write(name, of: function, to: &writer) }
        writer.endObject()
        writer.endObject()
    }

    private static func write(_ name: String, of object: JSONValue, to writer: inout JSONWriter) {
        guard let value = object[name] else { return }
        writer.name(name)
        writer.value(value)
    }

    private static func writeFormat(_ format: JSONValue?, to writer: inout JSONWriter) throws(Refusal) {
        guard let format, !format.isNull else { return }
        guard let type = format["type"]?.string else {
            throw Refusal(status: 400, message: "Missing required parameter: 'text.format.type'.", param: "text.format.type")
        }
        writer.name("response_format")
        writer.beginObject()
        writer.member("type", type)
        if type == "json_schema" {
            writer.name("json_schema")
            writer.beginObject()
            write("schema", of: format, to: &writer)
            writer.endObject()
        }
        writer.endObject()
    }
}
