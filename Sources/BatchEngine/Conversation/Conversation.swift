// Conversation: the words of the product as values. Job, Turn, Round, Usage, Outcome, and the fold that makes a
// conversation of them. Floor 1.

/// A job's life: the fold of its rounds over its script.
///
/// There is no other state. A conversation that is begun and one that is resumed come from the same initializer, and one
/// whose last round is there is finished. The encoded history only grows: the bytes that a provider has seen are the bytes
/// that it sees again, which is what its prefix cache is keyed by.
public struct Conversation: Sendable {
    public let job: Job
    public let reasoningHistory: ReasoningHistory
    /// How many rounds are paid for and kept.
    public private(set) var roundCount = 0
    /// The encoded messages, separated by commas, without brackets. Holds the user's next message while one is due.
    public private(set) var history: [UInt8]
    /// Set where the conversation cannot go on although its script has not ended.
    public private(set) var obstacle: Failure?
    /// The same for every reply of the script, since a message that was sent without is never sent again with.
    private let keepsReasoning: Bool

    /// Folds `rounds`, which are in order and without a gap, over the script of `job`.
    public init(job: Job, rounds: some Sequence<Round> = EmptyCollection<Round>(), reasoningHistory: ReasoningHistory = .strip) {
        self.job = job
        self.reasoningHistory = reasoningHistory
        keepsReasoning = reasoningHistory == .keep || (reasoningHistory == .keepWithTools && job.hasTools)
        history = job.opening
        appendNextTurn()
        for round in rounds { append(round) }
    }

    /// Whether the script has come to its end.
    public var isFinished: Bool { roundCount >= job.turns.count }

    /// The turn that the next round answers; nil when finished.
    public var nextTurn: Turn? { isFinished ? nil : job.turns[roundCount] }

    /// What the next round asks for; nil when finished.
    public var nextRequest: RoundRequest? {
        guard let turn = nextTurn else { return nil }
        return RoundRequest(
            round: roundCount + 1, model: job.model, messages: history,
            parameters: job.parameters.overridden(by: turn.parameters))
    }

    /// Adds the reply to the turn that was due, and the user's next message after it.
    public mutating func append(_ round: Round) {
        precondition(round.number == roundCount + 1, "round \(round.number) of job \(job.id) does not follow round \(roundCount)")
        roundCount += 1
        history.append(UInt8(ascii: ","))
        Message.appendAssistant(round.reply, keepingReasoning: keepsReasoning, to: &history)
        if !isFinished, round.reply.toolCalls != nil {
            obstacle = Failure(
                code: "tool_calls_unanswered",
                message: "the model called a tool in round \(round.number) and the script goes on without an answer to the call")
        }
        appendNextTurn()
    }

    private mutating func appendNextTurn() {
        guard let turn = nextTurn else { return }
        if !history.isEmpty { history.append(UInt8(ascii: ",")) }
        Message.append(role: "user", rawContent: turn.content, to: &history)
    }
}

/// What becomes of a reply's chain of thought when the reply is sent back as history. Providers differ, and one refuses
/// what another demands, so it is the provider's data that says.
public enum ReasoningHistory: String, Sendable, CaseIterable {
    /// Never sent back.
    case strip
    /// Sent back where any request of the script carries `tools`: such a request must have it of every reply before, those
    /// too that were asked for without tools, and a request without ignores it
    /// (DeepSeek V4: https://api-docs.deepseek.com/guides/thinking_mode).
    case keepWithTools = "when-tools"
    /// Always sent back.
    case keep
}
