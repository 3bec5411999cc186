/// The response that a server with kept histories can continue, and the facts that show whether it did.
///
/// A server may silently omit the history: LiteLLM without a database does, and DeepSeek, which ignores the id
/// (https://docs.litellm.ai/docs/response_api). Then it counts as input only what the request itself carries. A history only grows, so a
/// request that continued a kept one has at least as many input tokens as the requests before it.
struct KeptResponse: Sendable {
    /// The server's name for the response.
    var id: String
    /// The place in the history after it.
    var end: JSONItems.Place
    /// The least number of input tokens of the history until then; nil if the server reported none.
    var leastTokens: Int?
    /// The bytes of text in that history, without the instructions and tools, which every request carries.
    var textBytes: Int
    /// The parameters, tools included, of the request for which these tokens were counted, and the model that counted them.
    var parameters: Parameters
    var model: String?
}

extension Conversation {
    /// The items that the next request carries.
    /// - Parameter fromKept: whether it continues the history that the server keeps, if that is possible.
    func responsesInput(fromKept: Bool) -> RoundRequest.Input {
        guard fromKept, let kept else { return .responses(history, instructions: job.instructions) }
        return .responses(history.items(after: kept.end), after: kept.id, instructions: job.instructions)
    }

    /// Whether the next request may continue the history that the server keeps. If the documentation does not promise that it keeps any,
    /// the new text must be smaller than the kept text, with the same parameters. Only then do the input tokens show a missing history.
    var canGoOnFromKept: Bool {
        guard let kept, kept.end != history.end else { return false }
        switch rules.keptHistory {
        case .none: return false
        case .documented: return true
        // Text has three to six bytes per token in any language.
        case .unproven:
            let isShort = (history.byteCount - kept.end.byteCount) * 2 < kept.textBytes + Self.frameBytes
            let isComparable = kept.leastTokens != nil && kept.parameters == turnParameters && !mayBeTruncated
            return isShort && isComparable && saysText == true
        }
    }

    /// Whether the usage of a reply to a request that continued the kept history shows that the history was missing.
    func isHistoryLeftOut(of reply: Reply) -> Bool {
        guard let kept, let least = kept.leastTokens, !mayBeTruncated else { return false }
        // If the counts cannot be compared, the server's documentation decides.
        guard let prompt = reply.usage?.prompt, reply.model == kept.model, kept.parameters == turnParameters else {
            return rules.keptHistory == .unproven
        }
        return prompt < least
    }

    /// Records the response that can be continued, when the round's reply is part of the history.
    /// - Parameter beginsTurn: whether the request ended with the user's message. In a turn that called tools, reasoning may count as
    ///   input
    /// that no longer counts after the turn.
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

    /// Whether the items are text, whose bytes indicate its tokens. Function calls and their answers are text.
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

    /// Whether the request allows the server to omit what does not fit.
    private var mayBeTruncated: Bool {
        guard let truncation = turnParameters["truncation"] else { return false }
        return truncation.string != "disabled"
    }

    /// The least number of tokens of the reply's text.
    private static func leastTokens(of reply: Reply) -> Int {
        let told = (reply.usage?.completion ?? 0) - (reply.usage?.reasoning ?? 0)
        return max(0, min(told, (reply.content?.utf8.count ?? 0) / 8))
    }

    /// The bytes around the text of a message.
    private static let frameBytes = 30
}
