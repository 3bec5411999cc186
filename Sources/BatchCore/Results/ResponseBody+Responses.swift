extension ResponseBody {
    /// A response of the Responses API (https://developers.openai.com/api/reference/resources/responses). Members that repeat the request
    /// (`tools`, `temperature`, …) are omitted.
    func writeResponse(to writer: inout JSONWriter) {
        let isCut = reply.isCut
        writer.beginObject()
        writer.member("id", reply.responseID ?? "resp_" + fingerprint)
        writer.member("object", "response")
        writer.name("created_at")
        writer.double(Double(answer.round.createdAt.unixSeconds))
        writer.member("status", isCut ? "incomplete" : "completed")
        writer.name("error")
        writer.null()
        writer.name("incomplete_details")
        if isCut {
            writer.beginObject()
            writer.member("reason", "max_output_tokens")
            writer.endObject()
        } else {
            writer.null()
        }
        writer.member("model", model)
        writer.name("output")
        writer.beginArray()
        writeOutput(isCut: isCut, to: &writer)
        writer.endArray()
        writer.name("parallel_tool_calls")
        writer.bool(true)
        writer.member("tool_choice", "auto")
        writer.name("tools")
        writer.beginArray()
        writer.endArray()
        writer.name("usage")
        writeUsageOfResponse(to: &writer)
        writer.endObject()
    }

    private func writeOutput(isCut: Bool, to writer: inout JSONWriter) {
        if withReasoning, let reasoning = answer.reasoning {
            writer.beginObject()
            writer.member("id", "rs_" + fingerprint)
            writer.member("type", "reasoning")
            writer.name("summary")
            writer.beginArray()
            writer.beginObject()
            writer.member("type", "summary_text")
            writer.member("text", reasoning)
            writer.endObject()
            writer.endArray()
            writer.endObject()
        }
        if let content = answer.content {
            writer.beginObject()
            writer.member("id", "msg_" + fingerprint)
            writer.member("type", "message")
            writer.member("role", "assistant")
            writer.member("status", isCut ? "incomplete" : "completed")
            writer.name("content")
            writer.beginArray()
            writer.beginObject()
            writer.member("type", "output_text")
            writer.member("text", content)
            writer.name("annotations")
            writer.beginArray()
            writer.endArray()
            writer.endObject()
            writer.endArray()
            writer.endObject()
        }
        for (call, id) in zip(answer.calls, ToolCall.ids(of: answer.calls, in: answer.round)) {
            writer.beginObject()
            writer.member("type", "function_call")
            writer.member("call_id", id)
            writer.member("name", call.name)
            writer.member("arguments", call.arguments)
            writer.endObject()
        }
    }

    /// The API requires every count. A count that the provider did not report is written as 0.
    private func writeUsageOfResponse(to writer: inout JSONWriter) {
        guard let usage = reply.usage, let prompt = usage.prompt, let completion = usage.completion, let total = usage.total else {
            return writer.null()
        }
        writer.beginObject()
        writer.member("input_tokens", prompt)
        writer.object("input_tokens_details", [("cached_tokens", usage.cached ?? 0), ("cache_write_tokens", 0)])
        writer.member("output_tokens", completion)
        writer.object("output_tokens_details", [("reasoning_tokens", usage.reasoning ?? 0)])
        writer.member("total_tokens", total)
        writer.endObject()
    }
}
