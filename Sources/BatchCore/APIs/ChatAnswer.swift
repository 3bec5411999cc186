/// What the first choice of a response holds, before it is judged.
struct ChatAnswer {
    var reply: Reply
    /// The reason of the server behind a gateway, if the gateway reports it: LiteLLM writes `stop` over reasons that it
    /// does not know, OpenRouter has its own words for all.
    var nativeFinishReason: String?
    /// What the model said in place of an answer.
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

    /// - Parameter text: the text that fills a gap.
    init(root: JSONValue, choice: JSONValue, text: JSONValue?, costMember: String?) {
        reply = Reply(
            content: text?.string, finishReason: choice["finish_reason"]?.string, responseID: root["id"]?.string,
            model: root["model"]?.string, systemFingerprint: root["system_fingerprint"]?.string,
            usage: Usage(root["usage"], costMember: costMember))
        nativeFinishReason = Self.nativeFinishReason(of: choice)
        refusal = nil
    }

    /// The chain of thought: `reasoning_content` (DeepSeek, SGLang, llama.cpp) or `reasoning` (Together.ai, vLLM, OpenRouter).
    private static func reasoning(of message: JSONValue) -> String? {
        reasoning(preferred: message["reasoning_content"]?.string, other: message["reasoning"]?.string)
    }

    /// The chain of thought in the form of OpenRouter; nil if there is none.
    private static func reasoningItems(of message: JSONValue) -> JSONText? {
        guard let details = message["reasoning_details"], details[0] != nil else { return nil }
        return details.textOnOneLine
    }

    /// The chain of thought of a message that has it under both names; one may be empty or missing.
    static func reasoning(preferred: String?, other: String?) -> String? {
        if let preferred, !preferred.isEmpty { return preferred }
        return other ?? preferred
    }

    static func nativeFinishReason(of choice: JSONValue) -> String? {
        choice["provider_specific_fields"]?["native_finish_reason"]?.string ?? choice["native_finish_reason"]?.string
    }
}

/// The text of a message's content: a string, or a list of parts as Mistral gives it
/// (https://docs.mistral.ai/capabilities/reasoning). Parts of other kinds are passed over.
struct ContentText {
    var text: String?
    /// The text of the parts that are thoughts.
    var thinking: String?
    /// The text of the parts that are refusals.
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

    /// A string, or the texts of a list of parts one after the other.
    private static func joined(_ value: JSONValue?) -> String {
        guard let value else { return "" }
        return value.string ?? value.elements.map { $0["text"]?.string ?? $0.string ?? "" }.joined()
    }
}
