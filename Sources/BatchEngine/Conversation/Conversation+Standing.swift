extension Conversation {
    /// What becomes of a reply to the request that was due.
    func standing(of reply: Reply) -> Round.Standing {
        guard let turn = nextTurn else { return .answer }
        if reply.toolCalls != nil { return isCallTheAnswer ? .answer : .toolCalls }
        if goesOn(after: reply) { return .partial }
        return shortfall(of: reply, to: turn) == nil ? .answer : .discarded
    }

    /// A script may end with a call that nobody answers.
    private var isCallTheAnswer: Bool {
        turnCount == job.turns.count - 1 && job.toolScript == nil && !rules.hasToolCommand
    }

    private func goesOn(after reply: Reply) -> Bool {
        rules.continuesTruncated && job.api == .chat && reply.finishReason == "length" && reply.content?.isEmpty == false
            && progress.pieces + 1 < ConversationRules.mostPieces
    }

    /// What a reply in words lacks of what its turn wants; nil where it is as it should be.
    func shortfall(of reply: Reply, to turn: Turn) -> Failure? {
        let text = text(of: reply, prefix: turn.prefix) ?? ""
        if text.isEmpty, job.api == .chat, reply.finishReason == "length" {
            let tokens = (reply.usage?.reasoning ?? reply.usage?.completion).map { "all \($0) output tokens" } ?? "all output tokens"
            return Failure(
                code: TurnProgress.cutWhileThinking,
                message: "\(tokens) went into the chain of thought and none into an answer (finish_reason length); raise max_tokens")
        }
        return turn.expectation?.shortfall(of: text, finishReason: reply.finishReason)
    }

    func reasks(of turn: Turn) -> Int { turn.expectation?.reasks ?? 0 }

    /// The text of the answer that `reply` is, or ends: what was there before it included.
    func text(of reply: Reply, prefix: String?) -> String? {
        let before = progress.text ?? prefix
        guard let before else { return reply.content }
        return before + (reply.content ?? "")
    }

    /// The message that begins the reply to `turn`, encoded; nil where the model begins it.
    func beginning(of turn: Turn) -> [UInt8]? {
        guard job.api == .chat, let text = progress.text ?? turn.prefix else { return nil }
        var message: [UInt8] = []
        // While it thinks, the model wants the chain of thought of what it goes on from.
        Message.appendAssistant(text, reasoning: progress.reasoning, beginsReply: true, to: &message)
        return message
    }
}
