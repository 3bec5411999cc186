extension JobResult {
    /// Writes the line that OpenAI's Batch API writes for a request
    /// (https://platform.openai.com/docs/api-reference/batch/request-output). The request is the last one that the job made.
    func writeBatchOutput(withReasoning: Bool, to writer: inout JSONWriter) {
        let answer = status == .completed ? answers.last : nil
        writer.beginObject()
        writer.member("id", "batch_req_" + Fingerprint(job.id.utf8).hexadecimal)
        writer.member("custom_id", job.id)
        writer.name("response")
        if let answer {
            Self.write(status: 200, requestID: answer.round.reply.responseID, to: &writer)
            writer.name("body")
            write(answer, withReasoning: withReasoning, to: &writer)
            writer.endObject()
        } else if let failure = failure?.failure, let status = failure.httpStatus, status >= 400 {
            Self.write(status: status, requestID: nil, to: &writer)
            writer.name("body")
            Self.write(failure, to: &writer)
            writer.endObject()
        } else {
            writer.null()
            writer.name("error")
            Self.write(code: failure?.failure.code ?? "pending", message: failure?.failure.message ?? pendingMessage, to: &writer)
            writer.endObject()
            return
        }
        writer.name("error")
        writer.null()
        writer.endObject()
    }

    private var pendingMessage: String {
        "the job is not finished: \(conversation.turnCount) of \(job.turns.count) turns are answered"
    }

    /// Begins the object of a response and leaves it open.
    private static func write(status: Int, requestID: String?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("status_code", status)
        writer.member("request_id", requestID ?? "")
    }

    /// The body of an error, as the API has it. The provider's own word for its kind is not kept.
    private static func write(_ failure: Failure, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        writer.member("message", failure.message)
        writer.member("type", failure.code)
        writer.name("param")
        writer.null()
        writer.member("code", failure.code)
        writer.endObject()
        writer.endObject()
    }

    private static func write(code: String, message: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("code", code)
        writer.member("message", message)
        writer.endObject()
    }

    /// A chat completion or, where a gap was filled, a completion.
    private func write(_ answer: WholeReply, withReasoning: Bool, to writer: inout JSONWriter) {
        let reply = answer.round.reply
        let isChat = job.api == .chat
        writer.beginObject()
        writer.member("id", reply.responseID ?? "\(isChat ? "chatcmpl" : "cmpl")-\(Fingerprint(job.id.utf8).hexadecimal)")
        writer.member("object", isChat ? "chat.completion" : "text_completion")
        writer.member("created", Int(answer.round.createdAt.unixSeconds))
        writer.member("model", model ?? "")
        writer.name("choices")
        writer.beginArray()
        writer.beginObject()
        writer.member("index", 0)
        if isChat {
            writer.name("message")
            Self.write(messageOf: answer, withReasoning: withReasoning, to: &writer)
        } else {
            writer.member("text", answer.content ?? "")
        }
        writer.name("logprobs")
        writer.null()
        writer.member("finish_reason", Self.finishReason(of: answer))
        writer.endObject()
        writer.endArray()
        writer.name("usage")
        Self.write(usage: reply.usage, to: &writer)
        if let fingerprint = reply.systemFingerprint { writer.member("system_fingerprint", fingerprint) }
        writer.endObject()
    }

    private static func write(messageOf answer: WholeReply, withReasoning: Bool, to writer: inout JSONWriter) {
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

    /// The reason in one of the words that the API has; servers have others for the same, and some give none.
    private static func finishReason(of answer: WholeReply) -> String {
        let reason = answer.round.reply.finishReason
        if !answer.calls.isEmpty { return reason == "length" ? "length" : "tool_calls" }
        return reason == "length" || reason == "content_filter" ? reason ?? "stop" : "stop"
    }

    /// What the request of the body used; null where the provider did not tell all of it.
    private static func write(usage: Usage?, to writer: inout JSONWriter) {
        guard let usage, let prompt = usage.prompt, let completion = usage.completion, let total = usage.total else { return writer.null() }
        writer.beginObject()
        writer.member("prompt_tokens", prompt)
        writer.member("completion_tokens", completion)
        writer.member("total_tokens", total)
        if let cached = usage.cached { write("cached_tokens", cached, in: "prompt_tokens_details", to: &writer) }
        if let reasoning = usage.reasoning { write("reasoning_tokens", reasoning, in: "completion_tokens_details", to: &writer) }
        writer.endObject()
    }

    private static func write(_ name: String, _ count: Int, in object: String, to writer: inout JSONWriter) {
        writer.name(object)
        writer.beginObject()
        writer.member(name, count)
        writer.endObject()
    }
}
