import BatchCore

/// A completion in the form of chats and completions (https://api-docs.deepseek.com/api/create-chat-completion,
/// https://api-docs.deepseek.com/api/create-completion).
struct Rendering: Rendered {
    /// The API; its raw value is the name of the object.
    enum Form: String {
        case chat = "chat.completion"
        case text = "text_completion"
    }

    let generation: Generation
    let form: Form
    /// Nil if the request does not ask for probabilities.
    let logprobs: Logprobs?

    static let systemFingerprint = "fp_simulator_1"

    var completion: Completion { generation.completion }
    var flavour: Flavour { generation.flavour }

    /// Whether reasoning is shown in the text.
    private var showsThoughtsInline: Bool {
        guard let models = flavour.thoughts.inlineModels, form == .chat else { return false }
        return generation.model.lowercased().contains(models)
    }

    /// The member that contains reasoning; nil for none.
    var thoughtsMember: String? { showsThoughtsInline ? nil : flavour.thoughts.member }

    var shownContent: [UInt8]? {
        guard generation.shown == .whole, let content = completion.content else { return nil }
        return inlineThoughts + completion.echo + content
    }

    /// Reasoning that used all the room has no end tag.
    private var inlineThoughts: [UInt8] {
        guard showsThoughtsInline, let reasoning = completion.reasoning else { return [] }
        let isCut = completion.finishReason == "length" && completion.content?.isEmpty == true
        return Array("<think>\n".utf8) + reasoning + Array((isCut ? "" : "\n</think>\n\n").utf8)
    }

    var shownCalls: [ToolCall] { generation.shownCalls }

    /// The finish reason in this provider's words, and the original if that is hidden.
    var shownFinishReason: (reason: String, native: String?) {
        let reason = completion.finishReason == "tool_calls" && shownCalls.isEmpty ? "stop" : completion.finishReason
        if flavour.hidesFinishReasons, !Self.reasonsOfOpenAI.contains(reason) { return ("stop", reason) }
        if let other = flavour.otherStop, reason == "stop", completion.id.utf8.first.map({ $0 % 4 == 0 }) ?? false { return (other, nil) }
        return (reason, nil)
    }

    /// The seed in the choice.
    private var seed: Int { Int(completion.id.prefix(15), radix: 16) ?? 0 }

    private static let reasonsOfOpenAI: Set = ["stop", "length", "tool_calls", "content_filter"]

    var body: [UInt8] {
        var writer = JSONWriter(reserving: (completion.content?.count ?? 0) + (completion.reasoning?.count ?? 0) + 800)
        writer.beginObject()
        writeHead(object: form.rawValue, to: &writer)
        if form == .chat { writer.members(flavour.moreOfChats) }
        let told = logprobs.map { _ in
            Told(content: shownContent.map(Logprobs.tokens), reasoning: completion.reasoning.map(Logprobs.tokens))
        }
        writeChoices(to: &writer, told, finishReason: shownFinishReason.reason) { writer in
            let text = shownContent.map { String(decoding: $0, as: UTF8.self) }
            switch form {
            case .chat: writeMessage(text, to: &writer)
            case .text: writer.member("text", text)
            }
            if let native = shownFinishReason.native {
                writer.name("provider_specific_fields")
                writer.beginObject()
                writer.member("native_finish_reason", native)
                writer.endObject()
            }
        }
        writeUsage(flavour.usage, to: &writer)
        writer.endObject()
        return writer.bytes
    }

    private func writeMessage(_ text: String?, to writer: inout JSONWriter) {
        writer.name("message")
        writer.beginObject()
        writer.member("role", "assistant")
        writer.member("content", text)
        if let member = thoughtsMember, let reasoning = completion.reasoning {
            writer.member(member, String(decoding: reasoning, as: UTF8.self))
        }
        writer.members(flavour.moreOfMessages)
        if !shownCalls.isEmpty {
            writer.name("tool_calls")
            writer.value(shownCalls.json)
        }
        writer.endObject()
    }

    /// Tokens whose probabilities are reported.
    struct Told {
        var content: [ArraySlice<UInt8>]?
        var reasoning: [ArraySlice<UInt8>]?
        /// The number of characters of the text before them.
        var offset = 0
    }

    /// Writes the only choice, or none if none is shown.
    /// - Parameters:
    ///   - told: the tokens of this choice; nil for none.
    ///   - what: writes the content of this choice.
    func writeChoices(
        to writer: inout JSONWriter, _ told: Told?, finishReason: String?, what: (inout JSONWriter) -> Void
    ) {
        writer.name("choices")
        writer.beginArray()
        if generation.shown != .noChoices {
            writer.beginObject()
            writer.member("index", 0)
            if flavour.showsSeed { writer.member("seed", seed) }
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
        writer.member("id", form == .chat ? flavour.idPrefix + completion.id : completion.id)
        writer.member("object", object)
        writer.member("created", Int(generation.createdAt.unixSeconds))
        writer.member("model", generation.model)
        if flavour.showsFingerprint { writer.member("system_fingerprint", Self.systemFingerprint) }
    }

    func writeUsage(_ usageForm: Flavour.UsageForm, reportsCost: Bool = false, to writer: inout JSONWriter) {
        writer.name("usage")
        writer.beginObject()
        writer.member("prompt_tokens", generation.promptTokens)
        writer.member("completion_tokens", completion.completionTokens)
        writer.member("total_tokens", generation.totalTokens)
        if usageForm == .flatUnlessThinking, completion.reasoning == nil {
            writer.member("cached_tokens", generation.cachedTokens)
        } else {
            writer.counts("prompt_tokens_details", ["cached_tokens": generation.cachedTokens])
            writer.counts("completion_tokens_details", ["reasoning_tokens": completion.reasoningTokens])
        }
        if usageForm == .hitsAndMisses {
            writer.member("prompt_cache_hit_tokens", generation.cachedTokens)
            writer.member("prompt_cache_miss_tokens", generation.promptTokens - generation.cachedTokens)
        }
        if reportsCost {
            writer.name("cost")
            writer.double(generation.cost)
        }
        writer.endObject()
    }
}

extension JSONWriter {
    /// Writes members whose values are JSON texts.
    mutating func members(_ members: [(name: String, json: JSONText)]) {
        for (name, json) in members {
            self.name(name)
            value(json)
        }
    }

    /// Writes a member whose value is an object of counts.
    mutating func counts(_ name: String, _ counts: [some Comparable & Hashable: Int]) {
        self.name(name)
        beginObject()
        for (key, count) in counts.sorted(by: { $0.key < $1.key }) { member("\(key)", count) }
        endObject()
    }
}
