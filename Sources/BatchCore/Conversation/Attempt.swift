/// What a round asks a provider for; the same for each attempt at the round.
package struct RoundRequest: Sendable {
    /// What the model is given.
    package enum Input: Sendable {
        /// The encoded messages of a chat, separated by commas, without brackets; and a last one, which begins the reply,
        /// where there is one.
        case chat([UInt8], beginning: [UInt8]? = nil)
        /// The texts before and after a gap, as JSON strings.
        case infill(prompt: [UInt8], suffix: [UInt8]?)
        /// The encoded items of the Responses API, likewise: all of the conversation, or those after the response that the
        /// server is to go on from; and the instructions, a JSON string.
        case responses([UInt8], after: String? = nil, instructions: [UInt8]? = nil)

        var byteCount: Int {
            switch self {
            case .chat(let messages, let beginning): messages.count + (beginning?.count ?? 0)
            case .infill(let prompt, let suffix): prompt.count + (suffix?.count ?? 0)
            case .responses(let items, let response, let instructions):
                items.count + (response?.utf8.count ?? 0) + (instructions?.count ?? 0)
            }
        }
    }

    /// The round's number, counted from 1.
    package var round: Int
    /// The model, where the job names one; else the account's is meant.
    package var model: String?
    package var input: Input
    /// The other members of the body, byte for byte.
    package var parameters: Parameters
    /// Whether it asks for what DeepSeek has under its beta URL alone: filling gaps, going on from a beginning, strict tools
    /// (https://api-docs.deepseek.com/guides/chat_prefix_completion).
    package var isBeta: Bool
    /// Under which name a gateway keeps the conversation's requests together.
    package var sessionID: String

    package init(
        round: Int, model: String?, input: Input, parameters: Parameters, isBeta: Bool = false, sessionID: String = ""
    ) {
        (self.round, self.model, self.input, self.parameters, self.isBeta) = (round, model, input, parameters, isBeta)
        self.sessionID = sessionID
    }

    /// Whether a reply without a word is a reply: to a gap, or to a beginning, there may be nothing to add.
    package var allowsEmptyReply: Bool {
        switch input {
        case .chat(_, nil), .responses: false
        case .chat, .infill: true
        }
    }

    /// The response that the server is to go on from; nil where the request carries all that was said.
    var previousResponse: String? {
        if case .responses(_, let response, _) = input { response } else { nil }
    }
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
    /// From sending the request to the first event that brought a part of the answer; nil where the answer was no stream.
    package var firstToken: Duration?

    package init(id: AttemptID, outcome: Outcome, startedAt: Instant, latency: Duration, firstToken: Duration? = nil) {
        (self.id, self.outcome, self.startedAt, self.latency) = (id, outcome, startedAt, latency)
        self.firstToken = firstToken
    }
}
