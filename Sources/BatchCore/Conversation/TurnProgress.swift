/// The state of a turn that is not answered yet.
struct TurnProgress: Sendable {
    /// The place in the history after the user's message.
    var start = JSONItems().end
    /// The text of a truncated reply that is continued, with its prefix; nil if there is none.
    private(set) var text: String?
    /// Its chain of thought.
    private(set) var reasoning: String?
    /// How many replies make it up.
    private(set) var pieces = 0
    /// Who gave them.
    private(set) var provider: String?
    /// How many replies fell short.
    private(set) var discarded = 0
    /// What the last of them lacked.
    private(set) var shortfall: Failure?
    /// How many replies called tools, but for those of an earlier life.
    var toolRounds = 0
    /// Whether any reply did.
    var hasCalledTools = false
    /// The calls of the last reply, with their answers, while any is open.
    var calls: [(call: ToolCall, answer: String?)] = []
    /// A call of the last reply that has no possible answer.
    var badCall: ToolCall?
    /// The turn's messages once more without chains of thought, if these are left out at its end.
    var bareMessages = JSONItems()

    /// - Parameter begun: what the reply went on from.
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

    /// Why the turn fails; nil if it does not.
    func failure(reasks: Int, maxToolRounds: Int) -> Failure? {
        if let shortfall, discarded > reasks || shortfall.code == Self.cutWhileThinking { return shortfall }
        guard toolRounds > maxToolRounds else { return nil }
        return Failure(
            code: "tool_rounds_exhausted",
            message:
                "the model still called tools after \(maxToolRounds) rounds of them in one turn; if that is right, raise max_tool_rounds"
        )
    }

    /// Asked again with the same limit, the model would think as long again.
    static let cutWhileThinking = "cut_while_thinking"
}
