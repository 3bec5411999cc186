/// The answer to a turn as its reader wants it: pieces that the token limit cut are one, and what it was begun with is part
/// of it.
struct WholeReply {
    /// The round that ended it.
    let round: Round
    /// Nil if the provider gave null.
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
