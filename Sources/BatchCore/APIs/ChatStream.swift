/// A streamed chat completion, assembled from its chunks to what a response without a stream contains.
///
/// Servers agree only on the outline of chunks (`choices[0].delta`). Usage may be in the last chunk, in a chunk of its own with or without
/// choices, in every chunk, or missing. `[DONE]` may be missing.
struct ChatStream: EventStream {
    /// ``CostReport/usageMember``.
    let costMember: String?
    var reader = EventReader()
    private var content: JSONStringPieces?
    private var reasoningContent: JSONStringPieces?
    private var reasoning: JSONStringPieces?
    private var thinking: JSONStringPieces?
    private var refusal: JSONStringPieces?
    private var toolCalls = ToolCallPieces()
    private var reasoningDetails = ReasoningDetailPieces()
    private var responseID: String?
    private var model: String?
    private var systemFingerprint: String?
    private var nativeFinishReason: String?
    private(set) var finishReason: String?
    /// The last usage received.
    private(set) var usage: Usage?
    /// Whether any chunk had a choice.
    private(set) var hasChoice = false
    /// Whether `[DONE]` was received.
    private(set) var isDone = false
    /// The first error received in place of a chunk, or in one.
    private(set) var error: (root: JSONValue, error: JSONValue)?
    /// The reason why an event could not be read before the answer was complete.
    var unreadable: JSONError?

    init(costMember: String? = nil) { self.costMember = costMember }

    mutating func take(_ event: ServerEvent) {
        guard !event.isBlank else { return }
        guard !event.isDone else { return isDone = true }
        do {
            let document = try JSONDocument(event.data)
            take(chunk: document.root[0] ?? document.root, of: event.name)
        } catch let fault {
            if event.name == "error" {
                take(errorText: event.data)
            } else if finishReason == nil, unreadable == nil {
                unreadable = fault
            }
        }
    }

    private mutating func take(chunk root: JSONValue, of name: String) {
        let groq = root["x_groq"]
        if let told = Usage(root["usage"], costMember: costMember) ?? Usage(groq?["usage"], costMember: costMember) { usage = told }
        let choice = root["choices"]?[0]
        let places = [ResponseReading.error(in: root), groq.flatMap(ResponseReading.error(in:)), choice.flatMap(ResponseReading.error(in:))]
        if error == nil, let found = places.lazy.compactMap({ $0 }).first ?? (name == "error" ? root : nil) { error = (root, found) }
        responseID = Self.filled(responseID) ?? root["id"]?.string
        model = Self.filled(model) ?? root["model"]?.string
        systemFingerprint = Self.filled(systemFingerprint) ?? root["system_fingerprint"]?.string
        guard let choice else { return }
        hasChoice = true
        if let reason = Self.filled(choice["finish_reason"]?.string) { take(finishReason: reason) }
        nativeFinishReason = ChatAnswer.nativeFinishReason(of: choice) ?? nativeFinishReason
        // The completion of a gap arrives as bare text. Together.ai sends the same text twice.
        if let delta = choice["delta"], delta.kind == .object { take(delta: delta) } else { content.add(choice["text"]) }
    }

    private mutating func take(delta: JSONValue) {
        if let value = delta["content"], value.kind == .array {
            let part = ContentText(value)
            content.add(part.text)
            thinking.add(part.thinking)
            refusal.add(part.refusal)
        } else {
            content.add(delta["content"])
        }
        reasoningContent.add(delta["reasoning_content"])
        reasoning.add(delta["reasoning"])
        refusal.add(delta["refusal"])
        toolCalls.add(delta["tool_calls"])
        reasoningDetails.add(delta["reasoning_details"])
    }

    /// Some gateways end a stream twice. The first finish reason counts, unless the second means that there is no answer.
    private mutating func take(finishReason reason: String) {
        if finishReason == nil || EndOfReply.of(reason) != nil { finishReason = reason }
    }

    private mutating func take(errorText text: [UInt8]) {
        guard error == nil else { return }
        let root = JSONText(string: String(decoding: text, as: UTF8.self)).root
        error = (root, root)
    }

    private static func filled(_ text: String?) -> String? { text?.isEmpty == true ? nil : text }
}

extension ChatStream {
    /// The answer assembled from the chunks.
    var answer: ChatAnswer {
        ChatAnswer(
            reply: Reply(
                content: content?.text,
                reasoning: ChatAnswer.reasoning(preferred: reasoningContent?.text, other: reasoning?.text) ?? thinking?.text,
                reasoningItems: reasoningDetails.json, toolCalls: toolCalls.json, finishReason: finishReason,
                responseID: Self.filled(responseID), model: Self.filled(model), systemFingerprint: Self.filled(systemFingerprint),
                usage: usage),
            nativeFinishReason: nativeFinishReason, refusal: Self.filled(refusal?.text))
    }

    /// Whether an event contains a part of the answer, of the reasoning or of a tool call, and not only its frame.
    static func bringsToken(_ event: ServerEvent) -> Bool {
        guard let root = JSONValue(foreign: event.data) else { return false }
        guard let choice = root["choices"]?[0] else { return ResponsesStream.bringsToken(root) }
        guard let delta = choice["delta"] else { return (choice["text"]?.raw.count ?? 0) > 2 }
        // Two bytes are the quotes of an empty text, or the brackets of an empty list.
        return ["content", "reasoning_content", "reasoning", "refusal", "tool_calls"].contains { name in
            guard let value = delta[name] else { return false }
            return (value.kind == .string || value.kind == .array) && value.raw.count > 2
        }
    }
}
