/// The whole answer to a turn: the pieces of a truncated reply are joined, and a prefill is included.
struct WholeReply {
    /// The round with its last piece.
    let round: Round
    /// Nil if the provider sent null.
    let content: String?
    let reasoning: String?
    let calls: [ToolCall]
}

extension JobResult {
    /// The answers to the turns, in their order.
    var answers: [WholeReply] {
        switch job.api {
        case .chat, .responses:
            Dialogue(self).replies.compactMap { message in
                guard let round = message.round, round.standing == .answer else { return nil }
                let content = round.reply.content == nil && message.string == "" ? nil : message.string
                return WholeReply(round: round, content: content, reasoning: message.reasoning, calls: message.calls)
            }
        case .fim:
            rounds.prefix { $0.turn <= job.turns.count }.filter { $0.standing == .answer }
                .map { WholeReply(round: $0, content: $0.reply.content, reasoning: nil, calls: []) }
        }
    }
}
