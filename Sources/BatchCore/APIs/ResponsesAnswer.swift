/// The contents of a response of the Responses API, in the form of a chat's answer, before they are judged
/// (https://developers.openai.com/api/reference/resources/responses).
struct ResponsesAnswer {
    /// The status in the response; nil if it has none.
    let status: String?
    private(set) var answer: ChatAnswer

    private var text: String?
    private var reasoning: String?
    private var reasoningItems = JSONItems()
    private var calls = JSONWriter()
    private var callCount = 0
    private var refusal: String?

    /// - Parameters:
    ///   - root: the response.
    /// - items: its output, if the response itself does not contain it, as in streams.
    ///   - outputLimit: ``ReplyFrame/outputLimit``.
    ///   - costMember: ``CostReport/usageMember``.
    init(root: JSONValue, items: [JSONValue] = [], outputLimit: Int?, costMember: String?) {
        status = root["status"]?.string
        answer = ChatAnswer(reply: Reply(content: nil), nativeFinishReason: nil, refusal: nil)
        let output = root["output"]?.elements ?? []
        for item in output.isEmpty ? items : output { take(item) }
        // Some servers send the text beside the items that contain it, or in their place.
        if text == nil, callCount == 0 { text = root["output_text"]?.string }
        let usage = Usage(root["usage"], costMember: costMember)
        if callCount > 0 { calls.endArray() }
        let reply = Reply(
            content: text, reasoning: reasoning, reasoningItems: reasoningItems.isEmpty ? nil : reasoningItems.array,
            toolCalls: callCount > 0 ? calls.text : nil,
            finishReason: finishReason(root, usage, outputLimit), responseID: root["id"]?.string, model: root["model"]?.string,
            usage: usage)
        answer = ChatAnswer(reply: reply, nativeFinishReason: nil, refusal: refusal?.isEmpty == true ? nil : refusal)
    }

    private mutating func take(_ item: JSONValue) {
        switch item["type"]?.string {
        case "message"?, nil:
            // Fireworks repeats the input before the answer.
            guard item["role"]?.string ?? "assistant" == "assistant" else { return }
            guard let content = item["content"].map({ ContentText($0) }) else { return }
            if let more = content.text { text = (text ?? "") + more }
            if let more = content.refusal { refusal = (refusal ?? "") + more }
        case "reasoning"?:
            reasoningItems.append(item)
            // The reasoning itself, if the server shows it; else its summary.
            let parts = [item["content"], item["summary"]].lazy.map { $0?.elements ?? [] }.first { !$0.isEmpty } ?? []
            for words in parts.compactMap({ $0["text"]?.string }) { reasoning = reasoning.map { $0 + "\n\n" + words } ?? words }
        case "function_call"?: take(call: item)
        default: break
        }
    }

    /// Writes a call in the form of chat completions.
    private mutating func take(call: JSONValue) {
        if callCount == 0 { calls.beginArray() }
        callCount += 1
        calls.beginObject()
        calls.member("id", call["call_id"]?.string ?? call["id"]?.string)
        calls.member("type", "function")
        calls.name("function")
        calls.beginObject()
        calls.member("name", call["name"]?.string ?? "")
        // It is an object if a server does not write it as text.
        calls.member("arguments", call["arguments"].map { $0.string ?? String(decoding: $0.raw, as: UTF8.self) } ?? "")
        calls.endObject()
        calls.endObject()
    }

    /// The reason in the words of chat completions. Servers that translate a chat's answer may report a truncated response as completed.
    private func finishReason(_ root: JSONValue, _ usage: Usage?, _ outputLimit: Int?) -> String? {
        switch status {
        case "incomplete"?:
            let reason = root["incomplete_details"]?["reason"]?.string
            return reason == "max_output_tokens" || reason == "max_tokens" || reason == nil ? "length" : reason
        case "cancelled"?: return "aborted"
        case "failed"?: return "error"
        default:
            if let outputLimit, let told = usage?.completion, told >= outputLimit { return "length" }
            return callCount > 0 ? "tool_calls" : "stop"
        }
    }
}

extension ResponseReading {
    /// The outcome of a response of the Responses API.
    /// - Parameters:
    /// - root: a response without an error.
    /// - items: see ``ResponsesAnswer``.
    func outcome(ofResponse root: JSONValue, items: [JSONValue] = []) -> Outcome {
        let read = ResponsesAnswer(root: root, items: items, outputLimit: frame.outputLimit, costMember: costMember)
        let usage = read.answer.reply.usage
        switch read.status {
        case "queued"?, "in_progress"?:
            return .transient(
                failure(
                    "response_unfinished", "the server gave the response before it was complete (status \(read.status ?? ""))",
                    usage: usage))
        case nil where root["output"] == nil && items.isEmpty:
            let words = ErrorBody(root: root, error: root).message.map { ": \($0)" } ?? ""
            return .transient(failure("empty_choices", "the response holds no answer\(words)", usage: usage))
        default: return outcome(of: read.answer)
        }
    }
}
