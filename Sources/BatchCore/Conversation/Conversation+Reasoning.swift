extension Conversation {
    static func keepsReasoning(of job: Job, _ history: ReasoningHistory) -> Bool {
        switch history {
        case .strip: false
        case .withinTurn, .keep: true
        case .keepWithTools: job.hasTools
        }
    }

    /// Appends the reply after a comma, with the part of its reasoning that belongs into the history.
    mutating func append(_ reply: Reply) {
        switch job.api {
        case .chat, .fim:
            let reasoning = kept(reply.reasoning, toolCalls: reply.toolCalls)
            let (member, echoesItems) = (rules.reasoningMember, rules.echoesReasoningItems && reply.toolCalls != nil)
            history.append { writer in
                Message.writeAssistant(
                    reply.content, reasoning: reasoning, in: member, reasoningDetails: echoesItems ? reply.reasoningItems : nil,
                    toolCalls: reply.toolCalls, to: &writer)
            }
        case .responses:
            let all = reply.reasoningItems.map { JSONItems(elementsOf: $0) } ?? JSONItems()
            InputItem.appendReply(
                reply.content, reasoning: keepsReasoning ? all : InputItem.encrypted(in: reply.reasoningItems),
                toolCalls: reply.toolCalls, to: &history)
        }
    }

    /// Appends to the turn's messages without reasoning what is also appended to the history.
    mutating func appendBare(_ reply: Reply) {
        guard rules.reasoningHistory == .withinTurn else { return }
        switch job.api {
        case .chat, .fim:
            progress.bareMessages.append { writer in
                Message.writeAssistant(reply.content, reasoning: nil, toolCalls: reply.toolCalls, to: &writer)
            }
        case .responses:
            InputItem.appendReply(reply.content, reasoning: JSONItems(), toolCalls: reply.toolCalls, to: &progress.bareMessages)
        }
    }

    /// The reasoning in the form of the message. A model that needs it refuses a message without the member, even if there was no
    /// reasoning. An empty text is accepted.
    private func kept(_ reasoning: String?, toolCalls: JSONText?) -> String? {
        guard keepsReasoning else { return nil }
        let isWanted =
            switch rules.reasoningHistory {
            case .strip, .keep: false
            case .withinTurn: toolCalls != nil && mayThink
            case .keepWithTools: mayThink
            }
        return reasoning ?? (isWanted ? "" : nil)
    }

    /// The opening history, with empty reasoning in each of the model's messages that has none. Such a message would be refused without
    /// the member.
    static func openingWithThoughts(of job: Job, _ rules: ConversationRules) -> JSONItems {
        guard job.api == .chat else { return job.opening }
        let member = rules.reasoningMember.rawValue
        let thoughts = [member, ReasoningMember.reasoningContent.rawValue]
        var opening = JSONItems()
        for message in job.opening.elements {
            let lacks = message["role"]?.string == "assistant" && !thoughts.contains { message[$0] != nil }
            if lacks { opening.append(message.with(member, JSONText(string: ""))) } else { opening.append(message) }
        }
        return opening
    }

    /// Whether any turn of the script may use reasoning. If so, turns that switch it off send the reasoning too.
    static func mayThink(in job: Job) -> Bool {
        job.turns.contains { job.parameters.overridden(by: $0.parameters).thinking != false }
    }

    /// Removes the turn's reasoning, which is not needed after the turn.
    mutating func leaveReasoningOut() {
        history.removeItems(after: progress.start)
        history.append(contentsOf: progress.bareMessages)
    }
}
