/// The messages of a job's conversation, each with its source, in the form of a chat. Discarded replies are omitted. The pieces of a
/// truncated reply are one message, and so are a reply and its prefill.
struct Dialogue {
    private(set) var messages: [DialogueMessage] = []
    /// Whether a part of the conversation has no form in a chat, and is omitted.
    private(set) var isIncomplete = false
    /// Whether the job's own messages are items of the Responses API.
    private let hasItems: Bool

    init(_ result: JobResult) {
        hasItems = result.job.api == .responses
        // Reasoning is kept, even if the model does not need it in the history.
        var conversation = Conversation(job: result.job.inChatForm, rules: ConversationRules(reasoningHistory: .keep))
        add(items: conversation.job.opening.elements, .opening)
        add(conversation.nextTurn)
        for round in result.rounds {
            let addition = conversation.take(round)
            if let reply = addition?.reply { add(reply, of: round) }
            for answered in addition?.answers ?? [] { add(answered) }
            for answer in result.toolAnswers where answer.round == round.number {
                for answered in conversation.take(answer: answer.content, to: answer.call) { add(answered) }
            }
            if round.standing == .answer, addition != nil { add(conversation.nextTurn) }
        }
    }

    /// The replies, in order.
    var replies: [DialogueMessage] { messages.filter { $0.round != nil } }

    /// The messages up to the last reply. Any messages after it are a question without an answer.
    var answered: ArraySlice<DialogueMessage> {
        messages.lastIndex { $0.round != nil }.map { messages[...$0] } ?? []
    }

    /// Adds a message of the user.
    private mutating func add(_ turn: Turn?) {
        guard let turn, !turn.isSilent else { return }
        if let message = turn.message { return add(items: [message.root], .turn) }
        guard hasItems else { return add(.words(role: "user", turn.content), .turn) }
        guard let content = ChatForm.content(turn.content) else { return isIncomplete = true }
        add(.words(role: "user", content), .turn)
    }

    /// Adds messages of the job itself.
    private mutating func add(items: [JSONValue], _ source: DialogueMessage.Source) {
        guard hasItems else { return messages += items.map { DialogueMessage(source: source, body: .whole($0)) } }
        guard let translated = ChatForm.messages(of: items) else { return isIncomplete = true }
        messages += translated.map { DialogueMessage(source: source, body: $0) }
    }

    private mutating func add(_ body: DialogueMessage.Body, _ source: DialogueMessage.Source) {
        messages.append(DialogueMessage(source: source, body: body))
    }

    private mutating func add(_ answered: Conversation.AnsweredCall) { add(.answer(answered.answer, to: answered.call), .tool) }

    /// Adds a reply. If the history ends with a message that it continues, both are one.
    private mutating func add(_ reply: Reply, of round: Round) {
        var (content, reasoning) = (reply.content ?? (reply.toolCalls == nil ? "" : nil), reply.reasoning)
        if let beginning = messages.last, beginning.beginsReply {
            content = (beginning.string ?? "") + (content ?? "")
            reasoning = beginning.reasoning ?? reasoning
            messages.removeLast()
        }
        add(.said(.init(content: content, reasoning: reasoning, toolCalls: reply.toolCalls)), .reply(round))
    }
}
