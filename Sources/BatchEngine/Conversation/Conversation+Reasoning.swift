extension Conversation {
    static func keepsReasoning(of job: Job, _ history: ReasoningHistory) -> Bool {
        switch history {
        case .strip: false
        case .withinTurn, .keep: true
        case .keepWithTools: job.hasTools
        }
    }

    /// Appends an assistant's message after a comma.
    mutating func appendAssistant(_ content: String?, reasoning: String?, toolCalls: [UInt8]?) {
        history.append(UInt8(ascii: ","))
        Message.appendAssistant(content, reasoning: kept(reasoning, toolCalls: toolCalls), toolCalls: toolCalls, to: &history)
    }

    /// The chain of thought as the message carries it. A model that wants it back refuses a message without the member, also
    /// one that came without a thought; an empty text will do.
    private func kept(_ reasoning: String?, toolCalls: [UInt8]?) -> String? {
        guard keepsReasoning else { return nil }
        let isWanted =
            switch rules.reasoningHistory {
            case .strip, .keep: false
            case .withinTurn: toolCalls != nil && mayThink
            case .keepWithTools: mayThink
            }
        return reasoning ?? (isWanted ? "" : nil)
    }

    /// Whether any turn of the script may be thought about. One that is switched off for is sent along with those that are not.
    static func mayThink(in job: Job) -> Bool {
        job.turns.contains { job.parameters.overridden(by: $0.parameters).thinking != false }
    }

    /// The turn has ended, and its chains of thought are of no more use.
    mutating func leaveReasoningOut() {
        history.removeSubrange(progress.start...)
        history.append(contentsOf: progress.bareMessages)
    }
}
