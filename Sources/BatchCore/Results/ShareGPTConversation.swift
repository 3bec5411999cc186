/// A conversation in ShareGPT's form: `{"id":…,"conversations":[{"from":…,"value":…}],"tools":…}`. The speakers have LLaMA-Factory's
/// names, also those of tool calls and their answers (https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md).
struct ShareGPTConversation {
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
        let messages = dialogue.answered
        if messages.isEmpty { return .noAnswer }
        // The format cannot exclude a message from training.
        if messages.contains(where: { $0.isFlawed(functions: tools.names) }) { return .flawed }
        guard let entries = entries(messages) else { return .notText }
        writer.beginObject()
        writer.member("id", job.id)
        writer.name("conversations")
        writer.beginArray()
        for entry in entries {
            writer.beginObject()
            writer.member("from", entry.from)
            writer.member("value", entry.value)
            writer.endObject()
        }
        writer.endArray()
        if let json = tools.json { writer.member("tools", json.description) }
        writer.endObject()
        return nil
    }

    /// The speakers with their texts; nil if a message contains more than text.
    private func entries(_ messages: ArraySlice<DialogueMessage>) -> [(from: String, value: String)]? {
        var entries: [(from: String, value: String)] = []
        var rest = messages
        while let message = rest.popFirst() {
            guard let text = message.text else { return nil }
            switch message.role {
            case "system", "developer": entries.append(("system", text))
            case "assistant": entries.append(entry(of: message, text))
            case "tool", "function":
                // All answers to one reply are one entry, because the two sides alternate.
                var answers = [text]
                while let next = rest.first, next.role == message.role, let more = next.text {
                    answers.append(more)
                    rest.removeFirst()
                }
                entries.append(("observation", answers.count == 1 ? text : Self.list(answers)))
            default: entries.append(("human", text))
            }
        }
        return entries
    }

    private func entry(of message: DialogueMessage, _ text: String) -> (from: String, value: String) {
        let thoughts = withReasoning ? message.reasoning.map { "<think>\n\($0)\n</think>\n\n" } ?? "" : ""
        let calls = message.calls
        return calls.isEmpty ? ("gpt", thoughts + text) : ("function_call", thoughts + Self.value(of: calls))
    }

    /// One call as an object, several calls as an array.
    private static func value(of calls: [ToolCall]) -> String {
        var writer = JSONWriter()
        if calls.count > 1 { writer.beginArray() }
        for call in calls {
            writer.beginObject()
            writer.member("name", call.name)
            writer.name("arguments")
            if let arguments = JSONValue(foreign: call.arguments), arguments.kind == .object {
                writer.value(arguments)
            } else {
                writer.beginObject()
                writer.endObject()
            }
            writer.endObject()
        }
        if calls.count > 1 { writer.endArray() }
        return writer.text.description
    }

    private static func list(_ texts: [String]) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for text in texts { writer.string(text) }
        writer.endArray()
        return writer.text.description
    }
}
