/// The response from which a server that keeps what was said can go on, and how it is told that it really did.
///
/// A server may leave a history out without a word: LiteLLM without a database, and DeepSeek, which ignores the id
/// (https://docs.litellm.ai/docs/response_api). Then it counts as input only what the request itself carries. A history only
/// grows, so a request that went on from a kept one counts no less than the requests before it.
struct KeptResponse: Sendable {
    /// The server's name for the response.
    var id: String
    /// Where in the history the items begin that came after it.
    var end: Int
    /// How many input tokens there are at least with all that was said until then; nil where the server told none.
    var leastTokens: Int?
    /// How many bytes of text that is, the instructions and tools left out, which every request carries.
    var textBytes: Int
}

extension Conversation {
    /// The items that the next request carries.
    /// - Parameter fromKept: whether it goes on from what the server keeps, where that may be.
    func responsesInput(fromKept: Bool) -> RoundRequest.Input {
        guard fromKept, let kept else { return .responses(history, instructions: job.instructions) }
        // After the comma that the items before ended with.
        return .responses(Array(history[kept.end...].dropFirst()), after: kept.id, instructions: job.instructions)
    }

    /// Whether the next request may go on from what the server keeps. Where it is not documented that it keeps anything, only
    /// if less is said now than was before: then the input tokens tell a history that was left out.
    var canGoOnFromKept: Bool {
        guard let kept, kept.end < history.count else { return false }
        switch rules.keptHistory {
        case .none: return false
        case .documented: return true
        // Text has three to six bytes a token, of whatever language.
        case .unproven: return kept.leastTokens != nil && (history.count - kept.end) * 2 < kept.textBytes + Self.frameBytes
        }
    }

    /// Whether the usage of a reply to a request that went on from what was kept shows that the history was left out.
    func isHistoryLeftOut(of reply: Reply) -> Bool {
        guard let least = kept?.leastTokens, !mayBeTruncated else { return false }
        guard let prompt = reply.usage?.prompt else { return rules.keptHistory == .unproven }
        return prompt < least
    }

    /// Notes from where the conversation can go on, when the round's reply is part of the history.
    /// - Parameter beginsTurn: whether the round was asked for with the user's words at the end. In a turn that called tools,
    ///   thoughts may count as input that count no more when it is over.
    mutating func keep(_ round: Round, beginsTurn: Bool) {
        guard job.api == .responses, rules.keptHistory != .none else { return }
        guard round.provider == rules.provider, let id = round.reply.responseID, !id.isEmpty else { return kept = nil }
        var next = KeptResponse(id: id, end: history.count, leastTokens: kept?.leastTokens, textBytes: kept?.textBytes ?? 0)
        if beginsTurn {
            next.leastTokens = (round.reply.usage?.prompt).map { $0 + Self.leastTokens(of: round.reply) }
            next.textBytes = history.count
        }
        kept = next
    }

    /// Whether the server is asked to leave out what does not fit.
    private var mayBeTruncated: Bool {
        guard let truncation = job.parameters["truncation"] else { return false }
        return !truncation.elementsEqual(#""disabled""#.utf8)
    }

    /// How many tokens the reply's text is at least.
    private static func leastTokens(of reply: Reply) -> Int {
        let told = (reply.usage?.completion ?? 0) - (reply.usage?.reasoning ?? 0)
        return max(0, min(told, (reply.content?.utf8.count ?? 0) / 8))
    }

    /// What surrounds the text of a message.
    private static let frameBytes = 30
}
