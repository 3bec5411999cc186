/// The contents of a response's first choice, before they are judged.
struct ChatAnswer {
    var reply: Reply
    /// The finish reason of the server behind a gateway, if the gateway reports it. LiteLLM writes `stop` for reasons that it does not
    /// know, and OpenRouter has its own words for all reasons.
    var nativeFinishReason: String?
    /// The model's refusal, if it gave one in place of an answer.
    var refusal: String?

    /// - Parameter refusal: nil if there is none, and never empty.
    init(reply: Reply, nativeFinishReason: String?, refusal: String?) {
        (self.reply, self.nativeFinishReason, self.refusal) = (reply, nativeFinishReason, refusal)
    }

    /// - Parameters:
    ///   - root: the response's body, which contains `choice` and `message`.
    ///   - costMember: ``CostReport/usageMember``.
    init(root: JSONValue, choice: JSONValue, message: JSONValue, costMember: String?) {
        let content = message["content"].map { ContentText($0) } ?? ContentText()
        let toolCalls = message["tool_calls"]
        reply = Reply(
            content: content.text, reasoning: Self.reasoning(of: message) ?? content.thinking,
            reasoningItems: Self.reasoningItems(of: message), toolCalls: toolCalls?[0] == nil ? nil : toolCalls?.textOnOneLine,
            finishReason: choice["finish_reason"]?.string, responseID: root["id"]?.string, model: root["model"]?.string,
            systemFingerprint: root["system_fingerprint"]?.string, usage: Usage(root["usage"], costMember: costMember))
        nativeFinishReason = Self.nativeFinishReason(of: choice)
        let refusal = message["refusal"]?.string ?? content.refusal
        self.refusal = refusal?.isEmpty == true ? nil : refusal
    }

    /// - Parameter text: the text for a gap (FIM).
    init(root: JSONValue, choice: JSONValue, text: JSONValue?, costMember: String?) {
        reply = Reply(
            content: text?.string, finishReason: choice["finish_reason"]?.string, responseID: root["id"]?.string,
            model: root["model"]?.string, systemFingerprint: root["system_fingerprint"]?.string,
            usage: Usage(root["usage"], costMember: costMember))
        nativeFinishReason = Self.nativeFinishReason(of: choice)
        refusal = nil
    }

    /// The reasoning: `reasoning_content` (DeepSeek, SGLang, llama.cpp) or `reasoning` (Together.ai, vLLM, OpenRouter).
    private static func reasoning(of message: JSONValue) -> String? {
        reasoning(preferred: message["reasoning_content"]?.string, other: message["reasoning"]?.string)
    }

    /// The reasoning in OpenRouter's form; nil if there is none.
    private static func reasoningItems(of message: JSONValue) -> JSONText? {
        guard let details = message["reasoning_details"], details[0] != nil else { return nil }
        return details.textOnOneLine
    }

    /// The reasoning of a message that has both members; one may be empty or missing.
    static func reasoning(preferred: String?, other: String?) -> String? {
        if let preferred, !preferred.isEmpty { return preferred }
        return other ?? preferred
    }

    static func nativeFinishReason(of choice: JSONValue) -> String? {
        choice["provider_specific_fields"]?["native_finish_reason"]?.string ?? choice["native_finish_reason"]?.string
    }
}

/// The text of a message's content: a string, or a list of parts in Mistral's form (https://docs.mistral.ai/capabilities/reasoning). Parts
/// of other kinds are ignored.
struct ContentText {
    var text: String?
    /// The text of the parts that contain reasoning.
    var thinking: String?
    /// The text of the parts that contain a refusal.
    var refusal: String?

    init() {}

    init(_ content: JSONValue) {
        guard content.kind == .array else {
            text = content.string
            return
        }
        for part in content.elements {
            switch part["type"]?.string {
            case "thinking"?: thinking = (thinking ?? "") + Self.joined(part["thinking"])
            case "refusal"?: refusal = (refusal ?? "") + Self.joined(part["refusal"])
            case "text"?, "output_text"?: text = (text ?? "") + Self.joined(part["text"])
            default: if let bare = part.string { text = (text ?? "") + bare }
            }
        }
    }

    /// A string, or the joined texts of a list of parts.
    private static func joined(_ value: JSONValue?) -> String {
        guard let value else { return "" }
        return value.string ?? value.elements.map { $0["text"]?.string ?? $0.string ?? "" }.joined()
    }
}
