extension Conversation {
    static func keepsReasoning(of job: Job, _ history: ReasoningHistory) -> Bool {
        switch history {
        case .strip: false
        case .withinTurn, .keep: true
        case .keepWithTools: job.hasTools
        }
    }

    /// Appends what the model said after a comma, with as much of its chain of thought as belongs into the history.
    mutating func append(_ reply: Reply) {
        switch job.api {
        case .chat, .fim:
            history.append(UInt8(ascii: ","))
            Message.appendAssistant(
                reply.content, reasoning: kept(reply.reasoning, toolCalls: reply.toolCalls), in: rules.reasoningMember,
                reasoningDetails: rules.echoesReasoningItems && reply.toolCalls != nil ? reply.reasoningItems : nil,
                toolCalls: reply.toolCalls, to: &history)
        case .responses:
            InputItem.appendReply(
                reply.content, reasoningItems: keepsReasoning ? reply.reasoningItems : InputItem.encrypted(in: reply.reasoningItems),
                toolCalls: reply.toolCalls, to: &history)
        }
    }

    /// Appends to the turn's messages without chains of thought what is also appended to the history.
    mutating func appendBare(_ reply: Reply) {
        guard rules.reasoningHistory == .withinTurn else { return }
        switch job.api {
        case .chat, .fim:
            progress.bareMessages.append(UInt8(ascii: ","))
            Message.appendAssistant(reply.content, reasoning: nil, toolCalls: reply.toolCalls, to: &progress.bareMessages)
        case .responses:
            InputItem.appendReply(reply.content, reasoningItems: nil, toolCalls: reply.toolCalls, to: &progress.bareMessages)
        }
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

    /// The opening history, whose messages of the model bear an empty thought where they bear none: without the member it would be
    /// refused like any other.
    static func openingWithThoughts(of job: Job, _ rules: ConversationRules) -> [UInt8] {
        let brackets = (UInt8(ascii: "["), UInt8(ascii: "]"))
        guard job.api == .chat, !job.opening.isEmpty, let list = try? JSONDocument([brackets.0] + job.opening + [brackets.1]) else {
            return job.opening
        }
        let thoughts = [rules.reasoningMember.rawValue, ReasoningMember.reasoningContent.rawValue]
        let messages = list.root.elements.map { message -> [UInt8] in
            let lacks = message["role"]?.string == "assistant" && !thoughts.contains { message[$0] != nil }
            guard lacks else { return Array(message.raw) }
            return Array(message.raw.dropLast()) + Array(",\"\(thoughts[0])\":\"\"}".utf8)
        }
        return Array(messages.joined(separator: [UInt8(ascii: ",")]))
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
