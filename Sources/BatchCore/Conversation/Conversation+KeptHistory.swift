/// The response that a server with kept histories can continue, and how to find out whether it did.
///
/// A server may leave a history out without a word: LiteLLM without a database, and DeepSeek, which ignores the id
/// (https://docs.litellm.ai/docs/response_api). Then it counts as input only what the request itself carries. A history only
/// grows, so a request that went on from a kept one counts no less than the requests before it.
struct KeptResponse: Sendable {
    /// The server's name for the response.
    var id: String
    /// The place in the history after it.
    var end: JSONItems.Place
    /// How many input tokens there are at least with all that was said until then; nil if the server reported none.
    var leastTokens: Int?
    /// How many bytes of text that is, the instructions and tools left out, which every request carries.
    var textBytes: Int
    /// The parameters of the request that these tokens were counted for, whose tools are among them, and the model that counted.
    var parameters: Parameters
    var model: String?
}

extension Conversation {
    /// The items that the next request carries.
    /// - Parameter fromKept: whether it continues the history that the server keeps, if it may.
    func responsesInput(fromKept: Bool) -> RoundRequest.Input {
        guard fromKept, let kept else { return .responses(history, instructions: job.instructions) }
        return .responses(history.items(after: kept.end), after: kept.id, instructions: job.instructions)
    }

    /// Whether the next request may go on from what the server keeps. Where it is not documented that it keeps anything, only
    /// if less is said now than was before, in text and with the same parameters: then the input tokens tell a history that was
    /// left out.
    var canGoOnFromKept: Bool {
        guard let kept, kept.end != history.end else { return false }
        switch rules.keptHistory {
        case .none: return false
        case .documented: return true
        // Text has three to six bytes a token, of whatever language.
        case .unproven:
            let isShort = (history.byteCount - kept.end.byteCount) * 2 < kept.textBytes + Self.frameBytes
            let isComparable = kept.leastTokens != nil && kept.parameters == turnParameters && !mayBeTruncated
            return isShort && isComparable && saysText == true
        }
    }

    /// Whether the usage of a reply to a request that went on from what was kept shows that the history was left out.
    func isHistoryLeftOut(of reply: Reply) -> Bool {
        guard let kept, let least = kept.leastTokens, !mayBeTruncated else { return false }
        // Where the counts cannot be compared, a server is taken for what it says of itself.
        guard let prompt = reply.usage?.prompt, reply.model == kept.model, kept.parameters == turnParameters else {
            return rules.keptHistory == .unproven
        }
        return prompt < least
    }

    /// Notes the response that can be continued, once the round's reply is part of the history.
    /// - Parameter beginsTurn: whether the round was asked for with the user's words at the end. In a turn that called tools,
    ///   thoughts may count as input that count no more when it is over.
    mutating func keep(_ round: Round, beginsTurn: Bool) {
        guard job.api == .responses, rules.keptHistory != .none else { return }
        guard round.provider == rules.provider, let id = round.reply.responseID, !id.isEmpty else { return kept = nil }
        let first = KeptResponse(id: id, end: history.end, leastTokens: nil, textBytes: 0, parameters: turnParameters, model: nil)
        var next = kept ?? first
        (next.id, next.end) = (id, history.end)
        if beginsTurn {
            next.leastTokens = (round.reply.usage?.prompt).map { $0 + Self.leastTokens(of: round.reply) }
            next.textBytes = history.byteCount
            (next.parameters, next.model) = (turnParameters, round.reply.model)
        }
        kept = next
    }

    /// The parameters of the turn that is due.
    private var turnParameters: Parameters { job.parameters.overridden(by: nextTurn?.parameters ?? Parameters()) }

    /// Whether the items are text, whose bytes tell its tokens. Calls of functions and answers to them are.
    static func isText(_ items: JSONItems) -> Bool { items.elements.allSatisfy { isText(item: $0) } }

    static func isText(_ turn: Turn) -> Bool {
        if turn.isSilent { return true }
        if let message = turn.message { return isText(item: message.root) }
        return turn.content.kind == .string || isText(content: turn.content.root)
    }

    private static func isText(item: JSONValue) -> Bool {
        item["content"].map { isText(content: $0) } ?? ["function_call", "function_call_output"].contains(item["type"]?.string)
    }

    private static func isText(content: JSONValue) -> Bool {
        guard content.kind != .string else { return true }
        let parts = content.elements
        return !parts.isEmpty && parts.allSatisfy { ["text", "input_text", "output_text"].contains($0["type"]?.string) }
    }

    /// Whether the server is asked to leave out what does not fit.
    private var mayBeTruncated: Bool {
        guard let truncation = turnParameters["truncation"] else { return false }
        return truncation.string != "disabled"
    }

    /// How many tokens the reply's text is at least.
    private static func leastTokens(of reply: Reply) -> Int {
        let told = (reply.usage?.completion ?? 0) - (reply.usage?.reasoning ?? 0)
        return max(0, min(told, (reply.content?.utf8.count ?? 0) / 8))
    }

    /// What surrounds the text of a message.
    private static let frameBytes = 30
}
