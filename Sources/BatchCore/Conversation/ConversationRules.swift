/// What a conversation needs to know besides its script: the model's rules, and what the run lets it do.
///
/// What became of the rounds that are there does not depend on it, only what follows.
package struct ConversationRules: Sendable {
    package var reasoningHistory: ReasoningHistory
    /// The name of the provider that is asked. What only it understands is sent to no other.
    package var provider = ""
    /// The member of a message in which the chain of thought is sent back.
    package var reasoningMember = ReasoningMember.reasoningContent
    /// Whether messages that call tools carry the chain of thought in the provider's own form.
    package var echoesReasoningItems = false
    /// What is known of the provider's keeping of conversations.
    package var keptHistory = KeptHistory.none
    /// How many replies to one turn may call tools, where the job does not say.
    package var maxToolRounds = 8
    /// Whether a program answers the calls of tools that the script has no answer for.
    package var hasToolCommand = false
    /// Whether a reply that was cut at the token limit is asked to go on.
    package var continuesTruncated = false

    /// How many replies are put together to one at most, where replies that were cut go on.
    package static let mostPieces = 8

    package init(reasoningHistory: ReasoningHistory = .strip) { self.reasoningHistory = reasoningHistory }
}

/// The member of an assistant's message that holds its chain of thought.
package enum ReasoningMember: String, Sendable, CaseIterable {
    /// DeepSeek, SGLang, llama.cpp, Fireworks.
    case reasoningContent = "reasoning_content"
    /// Together.ai, vLLM, OpenRouter, Groq, Ollama.
    case reasoning
}

/// Whether a server of the Responses API keeps what was said, so that a request can go on from a response by its id.
package enum KeptHistory: String, Sendable, CaseIterable {
    /// It does not: every request carries the whole history.
    case none
    /// It may, and may as well leave the history out without a word: it is tried where the loss would show.
    case unproven
    /// It does, by its documentation.
    case documented
}
