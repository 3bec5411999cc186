extension Conversation {
    /// The standing of a reply to the current request.
    func standing(of reply: Reply) -> Round.Standing {
        guard let turn = nextTurn else { return .answer }
        if reply.toolCalls != nil, !isCallTheAnswer { return .toolCalls }
        if goesOn(after: reply) { return .partial }
        return shortfall(of: reply, to: turn, after: ownPieces) == nil ? .answer : .discarded
    }

    /// A script may end with a call without an answer, unless a call was answered in the same turn: then a program is missing that an
    /// earlier run had.
    private var isCallTheAnswer: Bool {
        turnCount == job.turns.count - 1 && job.toolScript == nil && !rules.hasToolCommand && !progress.hasCalledTools
    }

    private func goesOn(after reply: Reply) -> Bool {
        rules.continuesTruncated && job.api == .chat && reply.toolCalls == nil && reply.isCut
            && reply.content?.isEmpty == false && (ownPieces == nil ? 0 : progress.pieces) + 1 < ConversationRules.mostPieces
    }

    /// The reason why a reply does not meet its turn's expectation; nil if it does.
    /// - Parameter pieces: the earlier part of a truncated reply; nil if there is none.
    func shortfall(of reply: Reply, to turn: Turn, after pieces: String?) -> Failure? {
        let text = text(of: reply, to: turn, after: pieces) ?? ""
        let isWordless = pieces == nil && reply.content?.isEmpty != false && reply.toolCalls == nil
        if isWordless, job.api != .fim, reply.isCut {
            let tokens = (reply.usage?.reasoning ?? reply.usage?.completion).map { "all \($0) output tokens" } ?? "all output tokens"
            return Failure(
                code: TurnProgress.cutWhileThinking,
                message: "\(tokens) went into the chain of thought and none into an answer "
                    + "(finish_reason \(reply.finishReason ?? "")); raise max_tokens")
        }
        return turn.expectation?.shortfall(of: text, finishReason: reply.finishReason)
    }

    func reasks(of turn: Turn) -> Int { turn.expectation?.reasks ?? 0 }

    /// The text of the answer that `reply` is, or completes, including its earlier part.
    func text(of reply: Reply, to turn: Turn, after pieces: String?) -> String? {
        guard let before = begun(turn, after: pieces) else { return reply.content }
        return before + (reply.content ?? "")
    }

    /// The text that a reply to `turn` continues. A turn's prefix begins its first message, but none after tool calls.
    func begun(_ turn: Turn, after pieces: String?) -> String? { pieces ?? (progress.hasCalledTools ? nil : turn.prefix) }

    /// The part of a reply that the next one continues. A part from another provider is dropped, and the turn is requested again.
    private var ownPieces: String? { rules.provider.isEmpty || progress.provider == rules.provider ? progress.text : nil }

    /// The message that begins the reply to `turn`; nil if the model begins it.
    func beginning(of turn: Turn) -> ReplyBeginning? {
        let pieces = ownPieces
        guard job.api == .chat, let text = begun(turn, after: pieces) else { return nil }
        // A reasoning model needs the reasoning of the text that it continues.
        let reasoning = pieces == nil ? nil : progress.reasoning
        let message = JSONText { writer in
            Message.writeAssistant(text, reasoning: reasoning, in: rules.reasoningMember, beginsReply: true, to: &writer)
        }
        return ReplyBeginning(text: text, message: message)
    }
}
