/// A conversation as an example to fine-tune a chat model with: `{"messages":[…],"tools":[…]}`
/// (https://platform.openai.com/docs/guides/supervised-fine-tuning). The members that it may have are those of OpenAI's
/// `FineTuneChatRequestInput`.
struct FineTuningLine {
    private let job: Job
    private let dialogue: Dialogue
    private let tools: ToolList
    private let withReasoning: Bool

    init(_ result: JobResult, withReasoning: Bool) {
        (job, dialogue, self.withReasoning) = (result.job, Dialogue(result), withReasoning)
        tools = ToolList(of: result.job)
    }

    /// - Returns: why there is nothing to write; nil where there is.
    func write(to writer: inout JSONWriter) -> LeftOut? {
        guard job.api != .fim else { return .gaps }
        if dialogue.isIncomplete { return .notText }
        guard dialogue.replies.contains(where: { !$0.isFlawed(functions: tools.names) }) else { return .noAnswer }
        writer.beginObject()
        writer.name("messages")
        writer.beginArray()
        // The ids of calls whose answers are yet to be written.
        var openIDs: ArraySlice<String> = []
        for message in dialogue.answered {
            switch message.source {
            case .opening, .turn: write(given: message, to: &writer)
            case .reply(let round):
                let ids = ToolCall.ids(of: message.calls, in: round)
                openIDs = ids[...]
                write(reply: message, ids, to: &writer)
            case .tool: Self.write(answer: message, to: openIDs.popFirst(), &writer)
            }
        }
        writer.endArray()
        if let json = tools.json {
            writer.name("tools")
            writer.raw(json)
        }
        if let parallel = job.parameters["parallel_tool_calls"] {
            writer.name("parallel_tool_calls")
            writer.raw(parallel)
        }
        writer.endObject()
        return nil
    }

    /// A message of the job's own, as it is written. What the assistant says in it is an example for this conversation and not
    /// for the training.
    private func write(given message: DialogueMessage, to writer: inout JSONWriter) {
        guard message.role == "assistant" else { return writer.raw(message.value.raw) }
        let members = message.value.members.filter { member in
            switch member.name {
            case "weight", "prefix": false
            case "reasoning_content", "reasoning": withReasoning
            default: true
            }
        }
        writer.beginObject()
        for member in members {
            writer.name(member.name)
            writer.raw(member.value.raw)
        }
        writer.member("weight", 0)
        writer.endObject()
    }

    private func write(reply message: DialogueMessage, _ ids: [String], to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", "assistant")
        writer.member("content", message.content?.string)
        if withReasoning, let reasoning = message.reasoning { writer.member("reasoning_content", reasoning) }
        if !ids.isEmpty {
            writer.name("tool_calls")
            writer.toolCalls(message.calls, ids: ids)
        }
        if message.isFlawed(functions: tools.names) { writer.member("weight", 0) }
        writer.endObject()
    }

    private static func write(answer message: DialogueMessage, to id: String?, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", "tool")
        writer.member("tool_call_id", message.value["tool_call_id"]?.string ?? id ?? "")
        writer.member("content", message.content?.string)
        writer.endObject()
    }
}
