/// The state of a turn that is not answered yet.
struct TurnProgress: Sendable {
    /// The place in the history after the user's message.
    var start = JSONItems().end
    /// The text of a truncated reply that is continued, its prefill included; nil if there is none.
    private(set) var text: String?
    /// The reasoning of that reply.
    private(set) var reasoning: String?
    /// The number of replies that make up that text.
    private(set) var pieces = 0
    /// The provider of these replies.
    private(set) var provider: String?
    /// The number of replies that did not meet the expectation.
    private(set) var discarded = 0
    /// The shortfall of the last of them.
    private(set) var shortfall: Failure?
    /// The number of replies that called tools since the last retry of the job.
    var toolRounds = 0
    /// Whether any reply called tools.
    var hasCalledTools = false
    /// The calls of the last reply, with their answers, while any is open.
    var calls: [(call: ToolCall, answer: String?)] = []
    /// A call of the last reply that cannot be answered.
    var badCall: ToolCall?
    /// The turn's messages without reasoning, if the reasoning is removed at its end.
    var bareMessages = JSONItems()

    /// - Parameter begun: the text that the reply continued.
    mutating func add(_ reply: Reply, to begun: String?, of provider: String) {
        self.provider = provider
        text = (begun ?? "") + (reply.content ?? "")
        reasoning = reasoning ?? reply.reasoning
        pieces += 1
    }

    /// The parts of a truncated reply that is not continued.
    mutating func takeText() -> (text: String?, reasoning: String?) {
        defer { dropPieces() }
        return (text, reasoning)
    }

    mutating func dropPieces() { (text, reasoning, pieces, provider) = (nil, nil, 0, nil) }

    mutating func discard(_ reply: Reply, _ shortfall: Failure?, counts: Bool) {
        dropPieces()
        guard counts else { return }
        discarded += 1
        self.shortfall = shortfall
    }

    /// The reason why the turn fails; nil if it does not.
    func failure(reasks: Int, maxToolRounds: Int) -> Failure? {
        if let shortfall, discarded > reasks || shortfall.code == Self.cutWhileThinking { return shortfall }
        guard toolRounds > maxToolRounds else { return nil }
        return Failure(
            code: "tool_rounds_exhausted",
            message:
                "the model still called tools after \(maxToolRounds) rounds of them in one turn; if that is right, raise max_tool_rounds"
        )
    }

    /// With the same token limit, the model would only reason as long again.
    static let cutWhileThinking = "cut_while_thinking"
}
