/// The contents of a round's request; the same for each attempt at the round.
package struct RoundRequest: Sendable {
    /// The input of the model.
    package enum Input: Sendable {
        /// The messages of a chat, and the beginning of the reply if the model does not begin it.
        case chat(JSONItems, beginning: ReplyBeginning? = nil)
        /// The texts before and after a gap, as JSON strings.
        case infill(prompt: JSONText, suffix: JSONText?)
        /// The items of the Responses API: the whole conversation, or the items after the response that the server continues;
        /// and the instructions, a JSON string.
        case responses(JSONItems, after: String? = nil, instructions: JSONText? = nil)

        var byteCount: Int {
            switch self {
            case .chat(let messages, let beginning): messages.byteCount + (beginning?.message.bytes.count ?? 0)
            case .infill(let prompt, let suffix): prompt.bytes.count + (suffix?.bytes.count ?? 0)
            case .responses(let items, let response, let instructions):
                items.byteCount + (response?.utf8.count ?? 0) + (instructions?.bytes.count ?? 0)
            }
        }
    }

    /// The round's number, counted from 1.
    package var round: Int
    /// The job's model; nil for the account's model.
    package var model: String?
    package var input: Input
    /// The other members of the body, byte for byte.
    package var parameters: Parameters
    /// Whether the request needs a feature that DeepSeek offers only under its beta URL: FIM, prefill, strict tools
    /// (https://api-docs.deepseek.com/guides/chat_prefix_completion).
    package var isBeta: Bool
    /// The name under which a gateway groups the conversation's requests.
    package var sessionID: String

    package init(
        round: Int, model: String?, input: Input, parameters: Parameters, isBeta: Bool = false, sessionID: String = ""
    ) {
        (self.round, self.model, self.input, self.parameters, self.isBeta) = (round, model, input, parameters, isBeta)
        self.sessionID = sessionID
    }

    /// Whether a reply without text is valid: a gap or a prefill may need no addition.
    package var allowsEmptyReply: Bool {
        switch input {
        case .chat(_, nil), .responses: false
        case .chat, .infill: true
        }
    }

    /// The response that the server continues; nil if the request carries the whole history.
    var previousResponse: String? {
        if case .responses(_, let response, _) = input { response } else { nil }
    }
}

/// The assistant's message at the end of a request, which the reply continues.
package struct ReplyBeginning: Hashable, Sendable {
    package var text: String
    /// The message, encoded.
    package var message: JSONText

    package init(text: String, message: JSONText) { (self.text, self.message) = (text, message) }
}

/// A place for one conversation in the engine's window.
package struct SlotID: Hashable, Comparable, Sendable {
    package let index: Int

    package init(_ index: Int) { self.index = index }

    package static func < (left: SlotID, right: SlotID) -> Bool { left.index < right.index }
}

/// The name of an attempt in flight: a slot, and a number that occurs once in a run.
package struct AttemptID: Hashable, Sendable {
    package var slot: SlotID
    package var serial: Int

    package init(slot: SlotID, serial: Int) { (self.slot, self.serial) = (slot, serial) }
}

/// One of the accounts of a run, by its place in the run's list of them.
package struct AccountID: Hashable, Sendable {
    package let index: Int

    package init(_ index: Int) { self.index = index }
}

/// One HTTP try at a round.
package struct Attempt: Sendable {
    package var id: AttemptID
    package var account: AccountID
    package var request: RoundRequest

    package init(id: AttemptID, account: AccountID, request: RoundRequest) {
        (self.id, self.account, self.request) = (id, account, request)
    }
}

/// How an attempt ended.
package struct AttemptResult: Sendable {
    package var id: AttemptID
    package var outcome: Outcome
    package var startedAt: Instant
    /// From sending the request to the end of the response or the failure.
    package var latency: Duration
    /// From sending the request to the first event with a part of the answer; nil if the answer was not streamed.
    package var firstToken: Duration?

    package init(id: AttemptID, outcome: Outcome, startedAt: Instant, latency: Duration, firstToken: Duration? = nil) {
        (self.id, self.outcome, self.startedAt, self.latency) = (id, outcome, startedAt, latency)
        self.firstToken = firstToken
    }
}
