/// The response body of an answer, in the strict form that OpenAI's own clients read, for every server. It is a chat completion, a
/// completion if a gap was filled (https://platform.openai.com/docs/api-reference), or a response of the Responses API.
struct ResponseBody {
    let answer: WholeReply
    let api: Job.API
    let model: String
    let withReasoning: Bool
    /// The source of ids that the server did not send.
    let fingerprint: String

    init(_ answer: WholeReply, of result: JobResult, withReasoning: Bool) {
        (self.answer, api, model, self.withReasoning) = (answer, result.job.api, result.model ?? "", withReasoning)
        fingerprint = Fingerprint(result.job.id.utf8).hexadecimal
    }

    var reply: Reply { answer.round.reply }

    func write(to writer: inout JSONWriter) {
        switch api {
        case .chat: writeCompletion(id: "chatcmpl-", kind: "chat.completion", to: &writer)
        case .fim: writeCompletion(id: "cmpl-", kind: "text_completion", to: &writer)
        case .responses: writeResponse(to: &writer)
        }
    }

    private func writeCompletion(id prefix: String, kind: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", reply.responseID ?? prefix + fingerprint)
        writer.member("object", kind)
        writer.member("created", Int(answer.round.createdAt.unixSeconds))
        writer.member("model", model)
        writer.name("choices")
        writer.beginArray()
        writer.beginObject()
        writer.member("index", 0)
        if api == .fim { writer.member("text", answer.content ?? "") } else { writeMessage(to: &writer) }
        writer.name("logprobs")
        writer.null()
        writer.member("finish_reason", finishReason)
        writer.endObject()
        writer.endArray()
        writer.name("usage")
        writeUsage(to: &writer)
        if let fingerprint = reply.systemFingerprint { writer.member("system_fingerprint", fingerprint) }
        writer.endObject()
    }

    private func writeMessage(to writer: inout JSONWriter) {
        writer.name("message")
        writer.beginObject()
        writer.member("role", "assistant")
        writer.member("content", answer.content)
        writer.name("refusal")
        writer.null()
        if withReasoning, let reasoning = answer.reasoning { writer.member("reasoning_content", reasoning) }
        if !answer.calls.isEmpty {
            writer.name("tool_calls")
            writer.toolCalls(answer.calls, ids: ToolCall.ids(of: answer.calls, in: answer.round))
        }
        writer.endObject()
    }

    /// The finish reason as one of the API's words. Servers use other words for the same, and some send none.
    private var finishReason: String {
        if reply.isCut { return "length" }
        if reply.finishReason == "content_filter" { return "content_filter" }
        return answer.calls.isEmpty ? "stop" : "tool_calls"
    }

    /// The usage of the request; null if the provider did not report all of it.
    private func writeUsage(to writer: inout JSONWriter) {
        guard let usage = reply.usage, let prompt = usage.prompt, let completion = usage.completion, let total = usage.total else {
            return writer.null()
        }
        writer.beginObject()
        writer.member("prompt_tokens", prompt)
        writer.member("completion_tokens", completion)
        writer.member("total_tokens", total)
        if let cached = usage.cached { writer.object("prompt_tokens_details", [("cached_tokens", cached)]) }
        if let reasoning = usage.reasoning { writer.object("completion_tokens_details", [("reasoning_tokens", reasoning)]) }
        writer.endObject()
    }
}

extension JSONWriter {
    /// A member that is an object of whole numbers.
    mutating func object(_ name: String, _ counts: [(String, Int)]) {
        self.name(name)
        beginObject()
        for (name, count) in counts { member(name, count) }
        endObject()
    }
}
