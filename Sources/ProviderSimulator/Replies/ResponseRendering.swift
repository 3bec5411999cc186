import BatchCore

/// A completion in the form of the Responses API (https://developers.openai.com/api/reference/resources/responses).
struct ResponseRendering: Rendered {
    /// An item of the output.
    enum Item {
        case reasoning([UInt8], isSummary: Bool)
        /// Nil for a message without parts.
        case message([UInt8]?)
        case call(ToolCall)
    }

    /// The status of a response or an item.
    enum Status: String {
        case inProgress = "in_progress"
        case completed, incomplete, failed
    }

    let generation: Generation
    let request: ResponsesRequest
    /// Identifies the response and its items; the same for the same reply to the same conversation.
    private let name: String

    init(generation: Generation, request: ResponsesRequest) {
        (self.generation, self.request) = (generation, request)
        let completion = generation.completion
        var fingerprint = RollingFingerprint()
        fingerprint.add(completion.content ?? [])
        fingerprint.separate(0x1D)
        fingerprint.add(completion.toolCalls.json.bytes)
        name = completion.id + Completion.hexadecimal(fingerprint.value)
    }

    private var completion: Completion { generation.completion }
    private var flavour: Flavour { generation.flavour }

    /// The id of the response.
    var id: String { "resp_" + (flavour.responses.hasLongIDs ? Self.long(name) : name) }

    /// As long as an id of LiteLLM's proxy, which contains its deployment.
    private static func long(_ name: String) -> String {
        var fingerprint = RollingFingerprint()
        fingerprint.add(name.utf8)
        var chance = SeededGenerator(seed: fingerprint.value)
        let letters = (0..<longLength).map { _ in base64[Int(chance.next() % 64)] }
        return String(decoding: letters, as: UTF8.self)
    }

    private static let longLength = 444
    private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The items of the output in order.
    var items: [Item] {
        guard generation.shown == .whole || generation.shown == .null else { return [] }
        var items: [Item] = []
        if let reasoning = completion.reasoning { items.append(.reasoning(reasoning, isSummary: flavour.responses.summarizesThoughts)) }
        if generation.shown == .null {
            items.append(.message(nil))
        } else if let content = completion.content, !content.isEmpty {
            items.append(.message(content))
        }
        return items + generation.shownCalls.map(Item.call)
    }

    /// Whether reasoning is shown. Some providers show a summary only on request.
    var showsThoughts: Bool {
        guard flavour.responses.summarizesThoughts else { return true }
        return request.root["reasoning"]?["summary"].map { !$0.isNull } ?? false
    }

    /// The status at the end of the response.
    var ending: Status {
        switch (generation.shown, completion.finishReason) {
        case (.failure, _): .failed
        case (_, "insufficient_system_resource"): flavour.hidesFinishReasons ? .completed : .failed
        case (_, "length"): .incomplete
        default: .completed
        }
    }

    var body: [UInt8] {
        var writer = JSONWriter(reserving: (completion.content?.count ?? 0) + (completion.reasoning?.count ?? 0) + 1_500)
        write(ending, to: &writer)
        return writer.bytes
    }

    /// Writes the response with that status.
    func write(_ status: Status, to writer: inout JSONWriter) {
        let hasEnded = status != .inProgress
        writer.beginObject()
        writer.member("id", id)
        writer.member("object", "response")
        writer.member("created_at", Int(generation.createdAt.unixSeconds))
        writer.member("status", status.rawValue)
        writer.member("model", generation.model)
        writer.name("output")
        writer.beginArray()
        let items = hasEnded ? items : []
        for (index, item) in items.enumerated() { write(item, at: index, isLast: index == items.count - 1, to: &writer) }
        writer.endArray()
        writer.name("error")
        if status == .failed { writeError(to: &writer) } else { writer.null() }
        writer.name("incomplete_details")
        if status == .incomplete { writer.value(Self.cut) } else { writer.null() }
        writer.name("usage")
        if hasEnded, generation.shown != .failure { writeUsage(to: &writer) } else { writer.null() }
        writeRequest(to: &writer)
        writer.endObject()
    }

    private func writeError(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("code", "server_error")
        writer.member(
            "message",
            generation.shown == .failure
                ? "An error occurred while processing your request." : "The request was interrupted for want of resources.")
        writer.endObject()
    }

    private func writeUsage(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("input_tokens", generation.promptTokens)
        var details = ["cached_tokens": generation.cachedTokens]
        // Only OpenAI has it.
        if flavour.usage == .nested { details["cache_write_tokens"] = 0 }
        writer.counts("input_tokens_details", details)
        writer.member("output_tokens", completion.completionTokens)
        writer.counts("output_tokens_details", ["reasoning_tokens": completion.reasoningTokens])
        writer.member("total_tokens", generation.totalTokens)
        writer.endObject()
    }

    /// Writes the parameters of the request, with defaults for those that are missing.
    private func writeRequest(to writer: inout JSONWriter) {
        writer.name("previous_response_id")
        writer.value(flavour.responses.repeatsPreviousID ? request.root["previous_response_id"]?.text ?? .null : .null)
        writer.name("store")
        writer.bool(flavour.responses.state != .dropped && request.isToBeKept)
        for (name, otherwise) in Self.repeated {
            writer.name(name)
            let value = request.root[name].flatMap { $0.isNull ? nil : $0 }
            writer.value(value?.text ?? otherwise)
        }
    }

    private static let cut = JSONText(constant: #"{"reason":"max_output_tokens"}"#)
    private static let repeated: [(name: String, JSONText)] = [
        ("instructions", .null), ("max_output_tokens", .null), ("metadata", JSONText(constant: "{}")),
        ("parallel_tool_calls", JSONText(constant: "true")), ("reasoning", JSONText(constant: #"{"effort":null,"summary":null}"#)),
        ("temperature", JSONText(constant: "1")), ("text", JSONText(constant: #"{"format":{"type":"text"}}"#)),
        ("tool_choice", JSONText(string: "auto")), ("tools", JSONText(constant: "[]")), ("top_p", JSONText(constant: "1")),
        ("truncation", JSONText(string: "disabled")),
    ]
}

extension ResponseRendering {
    /// Writes an item at its end or, if `begins`, at its start.
    func write(_ item: Item, at index: Int, isLast: Bool, begins: Bool = false, to writer: inout JSONWriter) {
        let status = begins ? Status.inProgress : isLast && ending == .incomplete ? .incomplete : .completed
        writer.beginObject()
        writer.member("id", id(of: item, at: index))
        switch item {
        case .reasoning(let text, let isSummary):
            writer.member("type", "reasoning")
            writer.name("summary")
            writer.beginArray()
            if isSummary, showsThoughts, !begins { writePart("summary_text", text, to: &writer) }
            writer.endArray()
            if !isSummary {
                writer.name("content")
                writer.beginArray()
                if !begins { writePart("reasoning_text", text, to: &writer) }
                writer.endArray()
            }
            if wantsEncryptedThoughts { writer.member("encrypted_content", Self.long(name)) }
        case .message(let text):
            writer.member("type", "message")
            writer.member("role", "assistant")
            writer.name("content")
            writer.beginArray()
            if let text, !begins { writePart("output_text", text, to: &writer) }
            writer.endArray()
        case .call(let call):
            writer.member("type", "function_call")
            writer.member("call_id", call.id)
            writer.member("name", call.name)
            writer.member("arguments", begins ? "" : String(decoding: call.arguments, as: UTF8.self))
        }
        writer.member("status", status.rawValue)
        writer.endObject()
    }

    func writePart(_ type: String, _ text: [UInt8], to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", type)
        writer.member("text", String(decoding: text, as: UTF8.self))
        if type == "output_text" { writer.members([("annotations", JSONText(constant: "[]")), ("logprobs", JSONText(constant: "[]"))]) }
        writer.endObject()
    }

    func id(of item: Item, at index: Int) -> String {
        let begin =
            switch item {
            case .reasoning: "rs_"
            case .message: "msg_"
            case .call: "fc_"
            }
        return begin + name + (index < 10 ? "0" : "") + String(index)
    }

    /// Whether the client asks for encrypted reasoning, which it can send back to a server that keeps nothing.
    private var wantsEncryptedThoughts: Bool {
        (request.root["include"]?.elements ?? []).contains { $0.string == "reasoning.encrypted_content" }
    }
}
