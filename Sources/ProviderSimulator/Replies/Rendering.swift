import BatchEngine

/// A completion as it is written to the client (https://api-docs.deepseek.com/api/create-chat-completion,
/// https://api-docs.deepseek.com/api/create-completion).
struct Rendering {
    /// What the APIs have different names for.
    enum Form: String {
        case chat = "chat.completion"
        case text = "text_completion"
    }

    /// What of a message is shown.
    enum Content {
        case whole
        /// No text and no calls.
        case null
        case noChoices
    }

    let completion: Completion
    let form: Form
    /// Tells of probabilities; nil where they are not asked for.
    let logprobs: Logprobs?
    let model: String
    let createdAt: Instant
    let promptTokens: Int
    let cachedTokens: Int
    var content = Content.whole

    static let systemFingerprint = "fp_simulator_1"

    var shownContent: [UInt8]? { content == .whole ? completion.content.map { completion.echo + $0 } : nil }
    var shownCalls: [ToolCall] { content == .whole ? completion.toolCalls : [] }
    var shownFinishReason: String {
        completion.finishReason == "tool_calls" && shownCalls.isEmpty ? "stop" : completion.finishReason
    }

    /// The response of a request that did not ask for a stream.
    var body: [UInt8] {
        var writer = JSONWriter(reserving: (completion.content?.count ?? 0) + (completion.reasoning?.count ?? 0) + 800)
        writer.beginObject()
        writeHead(object: form.rawValue, to: &writer)
        let told = logprobs.map { _ in
            Told(content: shownContent.map(Logprobs.tokens), reasoning: completion.reasoning.map(Logprobs.tokens))
        }
        writeChoices(to: &writer, told, finishReason: shownFinishReason) { writer in
            let text = shownContent.map { String(decoding: $0, as: UTF8.self) }
            switch form {
            case .chat: writeMessage(text, to: &writer)
            case .text: writer.member("text", text)
            }
        }
        writeUsage(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    private func writeMessage(_ text: String?, to writer: inout JSONWriter) {
        writer.name("message")
        writer.beginObject()
        writer.member("role", "assistant")
        writer.member("content", text)
        if let reasoning = completion.reasoning { writer.member("reasoning_content", String(decoding: reasoning, as: UTF8.self)) }
        if !shownCalls.isEmpty {
            writer.name("tool_calls")
            writer.raw(shownCalls.json)
        }
        writer.endObject()
    }

    /// Tokens whose probabilities are told.
    struct Told {
        var content: [ArraySlice<UInt8>]?
        var reasoning: [ArraySlice<UInt8>]?
        /// How many characters of the text come before them.
        var offset = 0
    }

    /// Writes the only choice, or none where none is shown.
    /// - Parameters:
    ///   - told: the tokens that this choice brings; nil for none.
    ///   - what: writes what this choice brings.
    func writeChoices(
        to writer: inout JSONWriter, _ told: Told?, finishReason: String?, what: (inout JSONWriter) -> Void
    ) {
        writer.name("choices")
        writer.beginArray()
        if content != .noChoices {
            writer.beginObject()
            writer.member("index", 0)
            what(&writer)
            writer.name("logprobs")
            writeLogprobs(told, to: &writer)
            writer.member("finish_reason", finishReason)
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeLogprobs(_ told: Told?, to writer: inout JSONWriter) {
        guard let logprobs, let told else { return writer.null() }
        switch form {
        case .text: logprobs.writeText(told.content ?? [], offset: told.offset, to: &writer)
        case .chat:
            writer.beginObject()
            writer.name("content")
            logprobs.writeChat(told.content, to: &writer)
            if told.reasoning != nil {
                writer.name("reasoning_content")
                logprobs.writeChat(told.reasoning, to: &writer)
            }
            writer.endObject()
        }
    }

    func writeHead(object: String, to writer: inout JSONWriter) {
        writer.member("id", completion.id)
        writer.member("object", object)
        writer.member("created", Int(createdAt.unixSeconds))
        writer.member("model", model)
        writer.member("system_fingerprint", Self.systemFingerprint)
    }

    func writeUsage(to writer: inout JSONWriter) {
        writer.name("usage")
        writer.beginObject()
        writer.member("prompt_tokens", promptTokens)
        writer.member("completion_tokens", completion.completionTokens)
        writer.member("total_tokens", promptTokens + completion.completionTokens)
        writer.name("prompt_tokens_details")
        writer.beginObject()
        writer.member("cached_tokens", cachedTokens)
        writer.endObject()
        writer.name("completion_tokens_details")
        writer.beginObject()
        writer.member("reasoning_tokens", completion.reasoningTokens)
        writer.endObject()
        writer.member("prompt_cache_hit_tokens", cachedTokens)
        writer.member("prompt_cache_miss_tokens", promptTokens - cachedTokens)
        writer.endObject()
    }
}
