/// One message of a ``Dialogue``, and its source.
struct DialogueMessage: Sendable {
    enum Source: Sendable {
        /// The job's opening history.
        case opening
        /// The script.
        case turn
        /// The model, in this round, or in this round and those that it continues.
        case reply(Round)
        /// The answer to a call of a tool.
        case tool
    }

    enum Body: Sendable {
        /// A message in the job's own form.
        case whole(JSONValue)
        /// A message given by its content only.
        case words(role: String, JSONText)
        /// A message of the assistant.
        case said(Said)
        /// The answer to a call of a tool.
        case answer(String, to: ToolCall)
    }

    struct Said: Sendable {
        var content: String?
        var reasoning: String?
        /// The calls as the provider sent them; nil if no tools were called.
        var toolCalls: JSONText?
        /// The same calls, parsed.
        let calls: [ToolCall]

        init(content: String?, reasoning: String? = nil, toolCalls: JSONText?) {
            (self.content, self.reasoning, self.toolCalls) = (content, reasoning, toolCalls)
            calls = toolCalls.map { ToolCall.all(in: $0) } ?? []
        }
    }

    let source: Source
    let body: Body

    var role: String {
        switch body {
        case .whole(let message): message["role"]?.string ?? ""
        case .words(let role, _): role
        case .said: "assistant"
        case .answer: "tool"
        }
    }

    /// The content, if it is a string.
    var string: String? {
        switch body {
        case .whole(let message): message["content"]?.string
        case .words(_, let content): content.string
        case .said(let said): said.content
        case .answer(let content, _): content
        }
    }

    /// The text of the content: a string, or parts that are all text; nil if a part is not text.
    var text: String? {
        guard let parts else { return string ?? "" }
        let texts = parts.map { $0["text"]?.string }
        return texts.contains(nil) ? nil : texts.compactMap { $0 }.joined(separator: "\n")
    }

    /// The parts of the content; nil if it has none.
    var parts: [JSONValue]? {
        switch body {
        case .whole(let message): message["content"].flatMap { $0.kind == .array ? $0.elements : nil }
        case .words(_, let content): content.kind == .array ? content.root.elements : nil
        case .said, .answer: nil
        }
    }

    /// The whole message as JSON.
    var json: JSONText {
        switch body {
        case .whole(let message): message.text
        case .words(let role, let content): JSONText { Message.write(role: role, content: content, to: &$0) }
        case .said(let said):
            JSONText { Message.writeAssistant(said.content, reasoning: said.reasoning, toolCalls: said.toolCalls, to: &$0) }
        case .answer(let content, let call): JSONText { Message.writeTool(content, answering: call, to: &$0) }
        }
    }

    var calls: [ToolCall] {
        switch body {
        case .whole(let message): message["tool_calls"].map { ToolCall.all(in: $0) } ?? []
        case .said(let said): said.calls
        case .words, .answer: []
        }
    }

    /// The id of the call that the message answers; nil if there is none.
    var callID: String? {
        switch body {
        case .whole(let message): message["tool_call_id"]?.string
        case .answer(_, let call): call.id
        case .words, .said: nil
        }
    }

    /// The reasoning; nil if it is missing or empty.
    var reasoning: String? {
        let reasoning: String? =
            switch body {
            case .whole(let message): message["reasoning_content"]?.string ?? message["reasoning"]?.string
            case .said(let said): said.reasoning
            case .words, .answer: nil
            }
        return reasoning?.isEmpty == true ? nil : reasoning
    }

    /// Whether the next reply continues the message.
    var beginsReply: Bool { if case .whole(let message) = body { message["prefix"]?.bool == true } else { false } }

    /// The round of the reply; nil if it is no reply of this run.
    var round: Round? { if case .reply(let round) = source { round } else { nil } }

    /// Whether a reply is unsuitable for training: it was truncated, or it calls an unknown tool, or the arguments of a call are not a
    /// JSON object.
    /// - Parameter functions: the names of the functions that the request offered.
    func isFlawed(functions: Set<String>) -> Bool {
        guard let round else { return false }
        return round.reply.isCut || calls.contains { $0.fault != nil || !functions.contains($0.name) }
    }
}
