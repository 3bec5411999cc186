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
    /// From sending the request to the first part of the answer, likewise; nil where the answer was not streamed.
    package var firstToken: Duration?
    /// When the response was complete.
    package var createdAt: Instant
    /// The name of the provider that was paid.
    package var provider: String
    /// The model that was asked of it, where that is another provider than the job is meant for, whose own stayed down.
    package var fallbackModel: String?
    /// What it cost; nil where that is not known.
    package var cost: Cost?
    /// Whether the script ends with this round. It follows from the fold, and is written down with the round so that
    /// finished conversations are told from others without reading them whole.
    package var endsConversation: Bool

    package enum Standing: String, Sendable, CaseIterable {
        /// It answers the turn, and the script goes on.
        case answer
        /// It calls tools, whose answers are sent for another reply to the same turn.
        case toolCalls = "tool_calls"
        /// It was cut at the token limit, and the next reply goes on from where it ends.
        case partial
        /// It is not what the turn expects: paid for, left out of the conversation, and asked again.
        case discarded
    }

    /// - Parameter turn: the round's number where each round answers a turn.
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
    /// The answer's text; nil where the provider gave null, as it does beside tool calls.
    package var content: String?
    /// The chain of thought, where the provider gives it (`reasoning_content`).
    package var reasoning: String?
    /// The chain of thought in the provider's own form, as the JSON text of an array, where it may have to be sent back as it
    /// came: `reasoning_details` (https://openrouter.ai/docs/use-cases/reasoning-tokens), and the reasoning items of the
    /// Responses API. Nil where there is none.
    package var reasoningItems: [UInt8]?
    /// The value of `tool_calls` as JSON text, in the form of chat completions whatever the API; nil where there is none or it
    /// is empty.
    package var toolCalls: [UInt8]?
    /// `stop`, `length`, `tool_calls`, … as the provider wrote it.
    package var finishReason: String?
    /// The provider's name for the response.
    package var responseID: String?
    /// The model that answered, as the provider wrote it.
    package var model: String?
    package var systemFingerprint: String?
    package var usage: Usage?

    package init(
        content: String?, reasoning: String? = nil, reasoningItems: [UInt8]? = nil, toolCalls: [UInt8]? = nil,
        finishReason: String? = nil,
        responseID: String? = nil, model: String? = nil, systemFingerprint: String? = nil, usage: Usage? = nil
    ) {
        (self.content, self.reasoning, self.toolCalls, self.finishReason) = (content, reasoning, toolCalls, finishReason)
        self.reasoningItems = reasoningItems
        (self.responseID, self.model, self.systemFingerprint, self.usage) = (responseID, model, systemFingerprint, usage)
    }
}
