/// A conversation as an example for fine-tuning a chat model: `{"messages":[…],"tools":[…]}`
/// (https://platform.openai.com/docs/guides/supervised-fine-tuning). Its possible members are those of OpenAI's
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

    /// - Returns: the reason why nothing is written; nil if a line is written.
    func write(to writer: inout JSONWriter) -> LeftOut? {
        guard job.api != .fim else { return .gaps }
        if dialogue.isIncomplete { return .notText }
        guard dialogue.replies.contains(where: { !$0.isFlawed(functions: tools.names) }) else { return .noAnswer }
        writer.beginObject()
        writer.name("messages")
        writer.beginArray()
        // The ids of calls whose answers follow.
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
            writer.value(json)
        }
        if let parallel = job.parameters["parallel_tool_calls"] {
            writer.name("parallel_tool_calls")
            writer.value(parallel)
        }
        writer.endObject()
        return nil
    }

    /// A message of the job itself. Its assistant messages are examples for this conversation, not for the training.
    private func write(given message: DialogueMessage, to writer: inout JSONWriter) {
        switch message.body {
        case .whole(let value) where message.role != "assistant": writer.value(value)
        case .whole(let value): write(example: value, to: &writer)
        case .words(let role, let content):
            writer.beginObject()
            writer.member("role", role)
            writer.name("content")
            writer.value(content)
            if role == "assistant" { writer.member("weight", 0) }
            writer.endObject()
        case .said: write(example: message.json.root, to: &writer)
        case .answer: writer.value(message.json)
        }
    }

    private func write(example message: JSONValue, to writer: inout JSONWriter) {
        writer.beginObject()
        for member in message.members {
            switch member.name {
            case "weight", "prefix": continue
            case "reasoning_content", "reasoning": guard withReasoning else { continue }
            default: break
            }
            writer.name(member.name)
            writer.value(member.value)
        }
        writer.member("weight", 0)
        writer.endObject()
    }

    private func write(reply message: DialogueMessage, _ ids: [String], to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", "assistant")
        writer.member("content", message.string)
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
        writer.member("tool_call_id", message.callID ?? id ?? "")
        writer.member("content", message.string)
        writer.endObject()
    }
}
