/// A job's conversation message by message, with where each came from. Replies that were discarded are not in it, and pieces
/// that the token limit cut are the message that they make up.
struct Dialogue {
    enum Source: Sendable {
        /// The job's opening history.
        case opening
        /// What the script says.
        case turn
        /// The model, in this round, or in this one and those that it goes on from.
        case reply(Round)
        /// What answered a call of a tool.
        case tool
    }

    struct Message: Sendable {
        let source: Source
        /// The message as the conversation has it, every chain of thought included.
        let value: JSONValue

        var role: String { value["role"]?.string ?? "" }
        var content: JSONValue? { value["content"] }
        var calls: [ToolCall] { ToolCall.all(in: Array(value["tool_calls"]?.raw ?? [])) }

        /// The chain of thought; nil where there is none or it is empty.
        var reasoning: String? {
            let reasoning = value["reasoning_content"]?.string ?? value["reasoning"]?.string
            return reasoning?.isEmpty == true ? nil : reasoning
        }

        var round: Round? { if case .reply(let round) = source { round } else { nil } }
    }

    private(set) var messages: [Message] = []
    private var conversation: Conversation
    /// How much of the conversation's history is in ``messages``.
    private var taken = 0

    init(_ result: JobResult) {
        // The chains of thought are there whatever the model wants back; and the history only grows, so that what a round
        // has added to it is what came after it.
        conversation = Conversation(job: result.job, rules: ConversationRules(reasoningHistory: .keep))
        take(upTo: result.job.opening.count) { _ in .opening }
        take(upTo: conversation.history.count) { _ in .turn }
        for round in result.rounds {
            conversation.append(round)
            for answer in result.toolAnswers where answer.round == round.number {
                conversation.answer(call: answer.call, with: answer.content)
            }
            let isWhole = round.standing == .answer || round.standing == .toolCalls
            take(upTo: conversation.history.count) { place in
                if isWhole, place == 0 { return .reply(round) }
                return round.standing == .toolCalls ? .tool : .turn
            }
        }
    }

    /// The replies, in order.
    var replies: [Message] { messages.filter { $0.round != nil } }

    /// The messages up to the last reply: what follows it is a question that nobody has answered yet.
    var answered: ArraySlice<Message> {
        messages.lastIndex { $0.round != nil }.map { messages[...$0] } ?? []
    }

    /// Takes messages over from the history, which is JSON of our own or was read before.
    private mutating func take(upTo end: Int, _ source: (_ place: Int) -> Source) {
        guard end > taken else { return }
        var list = [UInt8(ascii: "[")]
        list.append(contentsOf: conversation.history[taken..<end].drop { $0 == UInt8(ascii: ",") })
        list.append(UInt8(ascii: "]"))
        taken = end
        // A message may be nested as deeply as the line was, less the members around it.
        guard let document = try? JSONDocument(list) else { return }
        for (place, value) in document.root.elements.enumerated() { messages.append(Message(source: source(place), value: value)) }
    }
}

extension Dialogue.Message {
    /// Whether a reply is none to learn from: the token limit cut it, or it calls a tool that there is not, or with arguments
    /// that are no JSON object.
    /// - Parameter functions: the names of the functions that the model was told of.
    func isFlawed(functions: Set<String>) -> Bool {
        guard let round else { return false }
        return round.reply.finishReason == "length" || calls.contains { $0.fault != nil || !functions.contains($0.name) }
    }
}
