/// One reply that was paid for, and how it came.
package struct Round: Sendable {
    /// Counted from 1 within the conversation, without a gap.
    package var number: Int
    /// The turn that was asked, counted from 1.
    package var turn: Int
    /// What became of the reply. It was decided when the reply came, and is written down with it.
    package var standing: Standing
    package var reply: Reply
    /// How many HTTP attempts it took, this one included; those that only met a limit are not counted.
    package var attempts: Int
    /// From sending the request to the end of the response, of the attempt that succeeded.
    package var latency: Duration
    /// From sending the request to the first part of the answer, likewise; nil if the answer was not streamed.
    package var firstToken: Duration?
    /// When the response was complete.
    package var createdAt: Instant
    /// The name of the provider that was paid.
    package var provider: String
    /// The model of the fallback that answered in place of the job's own provider; nil if none did.
    package var fallbackModel: String?
    /// What it cost; nil if that is not known.
    package var cost: Cost?
    /// Whether the script ends with this round. It follows from the fold, and is written down with the round so that
    /// finished conversations are found without reading them whole.
    package var endsConversation: Bool

    package enum Standing: String, Sendable, CaseIterable {
        /// It answers the turn, and the script goes on.
        case answer
        /// It calls tools, whose answers are sent for another reply to the same turn.
        case toolCalls = "tool_calls"
        /// It was cut at the token limit, and the next reply continues it.
        case partial
        /// It is not what the turn expects: paid for, left out of the conversation, and asked again.
        case discarded
    }

    /// - Parameter turn: the round's number if each round answers a turn.
    package init(
        number: Int, turn: Int? = nil, standing: Standing = .answer, reply: Reply, attempts: Int, latency: Duration,
        firstToken: Duration? = nil, createdAt: Instant,
        provider: String, cost: Cost? = nil, endsConversation: Bool = false
    ) {
        (self.number, self.turn, self.standing, self.reply) = (number, turn ?? number, standing, reply)
        (self.attempts, self.latency) = (attempts, latency)
        (self.firstToken, self.createdAt, self.provider, self.cost) = (firstToken, createdAt, provider, cost)
        self.endsConversation = endsConversation
    }
}

/// What the model answered.
package struct Reply: Hashable, Sendable {
    /// The answer's text; nil if the provider sent null, as it does with tool calls.
    package var content: String?
    /// The chain of thought (`reasoning_content`); nil if the provider sends none.
    package var reasoning: String?
    /// The chain of thought in the provider's own form, an array, if it may have to be sent back as it
    /// came: `reasoning_details` (https://openrouter.ai/docs/use-cases/reasoning-tokens), and the reasoning items of the
    /// Responses API. Nil if there is none.
    package var reasoningItems: JSONText?
    /// The array `tool_calls` in the form of chat completions, whatever the API; nil if there is none or it
    /// is empty.
    package var toolCalls: JSONText?
    /// `stop`, `length`, `tool_calls`, … as the provider wrote it.
    package var finishReason: String?
    /// The provider's name for the response.
    package var responseID: String?
    /// The model that answered, as the provider wrote it.
    package var model: String?
    package var systemFingerprint: String?
    package var usage: Usage?

    package init(
        content: String?, reasoning: String? = nil, reasoningItems: JSONText? = nil, toolCalls: JSONText? = nil,
        finishReason: String? = nil,
        responseID: String? = nil, model: String? = nil, systemFingerprint: String? = nil, usage: Usage? = nil
    ) {
        (self.content, self.reasoning, self.toolCalls, self.finishReason) = (content, reasoning, toolCalls, finishReason)
        self.reasoningItems = reasoningItems
        (self.responseID, self.model, self.systemFingerprint, self.usage) = (responseID, model, systemFingerprint, usage)
    }
}

extension Reply {
    /// Whether the answer ended at a limit of tokens, or of what the model can hold.
    package var isCut: Bool { Self.isCut(finishReason) }

    /// Whether this is a reason that says so: `length`, Mistral's `model_length`
    /// (https://docs.mistral.ai/api/endpoint/chat), and the `max_tokens` of models behind a gateway.
    static func isCut(_ finishReason: String?) -> Bool {
        switch finishReason?.lowercased() {
        case "length"?, "model_length"?, "max_tokens"?: true
        default: false
        }
    }
}
