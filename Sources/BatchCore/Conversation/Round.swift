/// One reply that was paid for, with its circumstances.
package struct Round: Sendable {
    /// Counted from 1 within the conversation, without a gap.
    package var number: Int
    /// The turn that it belongs to, counted from 1.
    package var turn: Int
    /// The standing of the reply. It is decided when the reply arrives, and stored with it.
    package var standing: Standing
    package var reply: Reply
    /// The number of HTTP attempts, the successful one included. Attempts that only met a limit do not count.
    package var attempts: Int
    /// From sending the request to the end of the response, for the successful attempt.
    package var latency: Duration
    /// From sending the request to the first part of the answer, for the successful attempt; nil if the answer was not streamed.
    package var firstToken: Duration?
    /// When the response was complete.
    package var createdAt: Instant
    /// The name of the provider that charged for it.
    package var provider: String
    /// The model of the fallback that answered instead of the job's own provider; nil if none did.
    package var fallbackModel: String?
    /// Its cost; nil if unknown.
    package var cost: Cost?
    /// Whether the script ends with this round. It follows from the fold, and is stored with the round so that finished conversations are
    /// found without reading all their rounds.
    package var endsConversation: Bool

    package enum Standing: String, Sendable, CaseIterable {
        /// It answers the turn, and the script continues.
        case answer
        /// It calls tools, whose answers are sent to get another reply to the same turn.
        case toolCalls = "tool_calls"
        /// It was truncated at the token limit, and the next reply continues it.
        case partial
        /// It does not meet the turn's expectation: paid for, omitted from the conversation, and requested again.
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

/// The answer of the model.
package struct Reply: Hashable, Sendable {
    /// The answer's text; nil if the provider sent null, as with tool calls.
    package var content: String?
    /// The reasoning as text (`reasoning_content`); nil if the provider sends none.
    package var reasoning: String?
    /// The reasoning in the provider's own form, an array, if it may have to be sent back unchanged: `reasoning_details`
    /// (https://openrouter.ai/docs/use-cases/reasoning-tokens), or the reasoning items of the Responses API. Nil if there is none.
    package var reasoningItems: JSONText?
    /// The array `tool_calls` in the form of chat completions, for every API; nil if it is missing or empty.
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
    /// Whether the answer was truncated at a token limit, or at the model's context length.
    package var isCut: Bool { Self.isCut(finishReason) }

    /// Whether the finish reason is that of a truncated answer: `length`, Mistral's `model_length`
    /// (https://docs.mistral.ai/api/endpoint/chat), and the `max_tokens` of models behind a gateway.
    static func isCut(_ finishReason: String?) -> Bool {
        switch finishReason?.lowercased() {
        case "length"?, "model_length"?, "max_tokens"?: true
        default: false
        }
    }
}
