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

    /// The chain of thought as the message carries it. A model that wants it back refuses a call of tools without the member,
    /// also where it had not thought; an empty text will do.
    private func kept(_ reasoning: String?, toolCalls: [UInt8]?) -> String? {
        guard keepsReasoning else { return nil }
        let isWanted = toolCalls != nil && rules.reasoningHistory != .keep && thinks
        return reasoning ?? (isWanted ? "" : nil)
    }

    /// Whether the turn that is due may be thought about: neither the job nor the turn has switched it off.
    private var thinks: Bool {
        job.parameters.overridden(by: nextTurn?.parameters ?? Parameters()).thinking != false
    }

    /// The turn has ended, and its chains of thought are of no more use.
    mutating func leaveReasoningOut() {
        history.removeSubrange(progress.start...)
        history.append(contentsOf: progress.bareMessages)
    }
}
