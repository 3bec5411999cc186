/// A job's conversation message by message, with where each came from, in the form of a chat. Replies that were discarded are
/// not in it; pieces that the token limit cut are the message that they make up, and so are a reply and what it was begun with.
struct Dialogue {
    private(set) var messages: [DialogueMessage] = []
    /// Whether something in it has no form in a chat, and is missing.
    private(set) var isIncomplete = false
    private var conversation: Conversation
    /// Whether what the job says is written as items of the Responses API.
    private let hasItems: Bool
    /// How much of the conversation's history is in ``messages``.
    private var taken = 0

    init(_ result: JobResult) {
        // The chains of thought are there whatever the model wants back; and the history only grows, so that what a round
        // has added to it is what came after it.
        conversation = Conversation(job: result.job.inChatForm, rules: ConversationRules(reasoningHistory: .keep))
        hasItems = result.job.api == .responses
        add(given: newValues(upTo: conversation.job.opening.count), .opening)
        add(given: newValues(upTo: conversation.history.count), .turn)
        for round in result.rounds {
            conversation.append(round)
            for answer in result.toolAnswers where answer.round == round.number {
                conversation.answer(call: answer.call, with: answer.content)
            }
            var values = newValues(upTo: conversation.history.count)[...]
            switch round.standing {
            case .answer:
                if let reply = values.popFirst() { add(reply: reply, round) }
                add(given: Array(values), .turn)
            case .toolCalls:
                if let reply = values.popFirst() { add(reply: reply, round) }
                for value in values { messages.append(DialogueMessage(source: .tool, value: value)) }
            case .partial, .discarded: break
            }
        }
    }

    /// The replies, in order.
    var replies: [DialogueMessage] { messages.filter { $0.round != nil } }

    /// The messages up to the last reply: what follows it is a question that nobody has answered yet.
    var answered: ArraySlice<DialogueMessage> {
        messages.lastIndex { $0.round != nil }.map { messages[...$0] } ?? []
    }

    /// What the history has had added to it.
    private mutating func newValues(upTo end: Int) -> [JSONValue] {
        let list = [UInt8(ascii: "[")] + conversation.history[taken..<end].drop { $0 == UInt8(ascii: ",") } + [UInt8(ascii: "]")]
        taken = end
        // It is JSON of our own, or was read before, with more members around it.
        return (try? JSONDocument(list).root.elements) ?? []
    }

    /// Adds messages that the job has.
    private mutating func add(given values: [JSONValue], _ source: DialogueMessage.Source) {
        guard hasItems else { return messages += values.map { DialogueMessage(source: source, value: $0) } }
        guard let translated = ChatForm.messages(of: values) else { return isIncomplete = true }
        for message in translated {
            guard let value = try? JSONDocument(message).root else { continue }
            messages.append(DialogueMessage(source: source, value: value))
        }
    }

    /// Adds a reply. Where the history ends with a message that it goes on from, both are one.
    private mutating func add(reply value: JSONValue, _ round: Round) {
        guard let beginning = messages.last, beginning.value["prefix"]?.bool == true,
            let whole = Self.whole(beginning, DialogueMessage(source: .reply(round), value: value))
        else { return messages.append(DialogueMessage(source: .reply(round), value: value)) }
        messages[messages.count - 1] = DialogueMessage(source: .reply(round), value: whole)
    }

    private static func whole(_ beginning: DialogueMessage, _ reply: DialogueMessage) -> JSONValue? {
        var bytes: [UInt8] = []
        let toolCalls = (reply.value["tool_calls"]?.raw).map { Array($0) }
        Message.appendAssistant(
            (beginning.content?.string ?? "") + (reply.content?.string ?? ""), reasoning: beginning.reasoning ?? reply.reasoning,
            toolCalls: toolCalls, to: &bytes)
        return try? JSONDocument(bytes).root
    }
}
