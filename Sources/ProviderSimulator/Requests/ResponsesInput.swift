import BatchCore

/// The input of a request of the Responses API as the messages of a chat. So the same conversation gets the same reply in both
/// APIs (https://developers.openai.com/api/reference/resources/responses).
struct ResponsesInput {
    /// One message after the other.
    private(set) var messages = JSONWriter()
    /// The assistant's message so far; several items make one message.
    private var assistant = AssistantMessage()

    init(_ root: JSONValue) throws(Refusal) {
        guard let input = root["input"], !input.isNull else {
            throw Refusal(status: 400, message: "Missing required parameter: 'input'.", code: "missing_required_parameter", param: "input")
        }
        switch input.kind {
        case .string: add(role: "user", content: input)
        case .array: for (index, item) in input.elements.enumerated() { try add(item, at: index) }
        default: throw Self.refusal("expected one of an array of objects or string", "input")
        }
        assistant.write(to: &messages)
    }

    private static func refusal(_ what: String, _ param: String) -> Refusal {
        Refusal(status: 400, message: "Invalid value for '\(param)': \(what).", code: "invalid_value", param: param)
    }

    private mutating func add(_ item: JSONValue, at index: Int) throws(Refusal) {
        let place = "input[\(index)]"
        switch item["type"]?.string ?? "message" {
        case "message": try addMessage(item, place)
        case "reasoning":
            if assistant.hasWords { finishAssistant() }
            let parts = [item["content"], item["summary"]].lazy.map { $0?.elements ?? [] }.first { !$0.isEmpty } ?? []
            assistant.reasoning = parts.flatMap { MessageText.whole(of: $0["text"]) }
        case "function_call":
            guard let id = item["call_id"]?.string, let name = item["name"]?.string, let arguments = item["arguments"]?.string else {
                throw Self.refusal("a function_call has `call_id`, `name` and `arguments`, which are strings", place)
            }
            assistant.calls.append(ToolCall(id: id, name: name, arguments: Array(arguments.utf8)))
        case "function_call_output":
            guard let id = item["call_id"], id.kind == .string, let output = item["output"], Self.isContent(output) else {
                throw Self.refusal("a function_call_output has `call_id` and `output`", place)
            }
            finishAssistant()
            messages.beginObject()
            messages.member("role", "tool")
            messages.name("tool_call_id")
            messages.value(id)
            writeContent(output)
            messages.endObject()
        case let type: throw Self.refusal("the simulator does not support the item '\(type)'", place + ".type")
        }
    }

    private mutating func addMessage(_ item: JSONValue, _ place: String) throws(Refusal) {
        guard let content = item["content"], Self.isContent(content) else {
            throw Self.refusal("expected a string or a list of parts, each with a type", place + ".content")
        }
        switch item["role"]?.string {
        case "assistant":
            if assistant.hasWords { finishAssistant() }
            assistant.content = MessageText.whole(of: content)
        case "user": add(role: "user", content: content)
        case "system", "developer": add(role: "system", content: content)
        default: throw Self.refusal("expected `user`, `assistant`, `system` or `developer`", place + ".role")
        }
    }

    private static func isContent(_ value: JSONValue) -> Bool {
        value.kind == .string || value.kind == .array && value.elements.allSatisfy { $0["type"]?.string != nil }
    }

    private mutating func add(role: String, content: JSONValue) {
        finishAssistant()
        messages.beginObject()
        messages.member("role", role)
        writeContent(content)
        messages.endObject()
    }

    /// Parts with a text become text parts of a chat; others stay as they are.
    private mutating func writeContent(_ content: JSONValue) {
        messages.name("content")
        guard content.kind == .array else { return messages.value(content) }
        messages.beginArray()
        for part in content.elements {
            guard let text = part["text"], text.kind == .string else {
                messages.value(part)
                continue
            }
            messages.beginObject()
            messages.member("type", "text")
            messages.name("text")
            messages.value(text)
            messages.endObject()
        }
        messages.endArray()
    }

    private mutating func finishAssistant() {
        assistant.write(to: &messages)
        assistant = AssistantMessage()
    }
}

/// A reply in the history in the form of a chat: reasoning, content and calls in one message.
struct AssistantMessage {
    /// Nil if there is no text.
    var content: [UInt8]?
    var reasoning: [UInt8]?
    var calls: [ToolCall] = []

    /// Whether it has more than reasoning.
    var hasWords: Bool { content != nil || !calls.isEmpty }

    /// Writes the message, if there is one.
    func write(to writer: inout JSONWriter) {
        guard hasWords || reasoning != nil else { return }
        writer.beginObject()
        writer.member("role", "assistant")
        writer.member("content", content.map { String(decoding: $0, as: UTF8.self) } ?? (calls.isEmpty ? "" : nil))
        if let reasoning { writer.member("reasoning_content", String(decoding: reasoning, as: UTF8.self)) }
        if !calls.isEmpty {
            writer.name("tool_calls")
            writer.value(calls.json)
        }
        writer.endObject()
    }
}
