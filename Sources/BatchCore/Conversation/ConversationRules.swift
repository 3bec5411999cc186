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
    /// Whether the provider keeps conversations.
    package var keptHistory = KeptHistory.none
    /// How many replies to one turn may call tools, if the job does not say.
    package var maxToolRounds = 8
    /// Whether a program answers the calls of tools that the script has no answer for.
    package var hasToolCommand = false
    /// Whether a reply that was cut at the token limit is asked to go on.
    package var continuesTruncated = false

    /// The most replies that are put together to one, if truncated replies are continued.
    package static let mostPieces = 8

    package init(reasoningHistory: ReasoningHistory = .strip) { self.reasoningHistory = reasoningHistory }
}

/// Reasoning in the history: whether the reasoning of a reply is sent back with it. Providers differ, and one refuses what another
/// demands, so the model's data decides.
public enum ReasoningHistory: String, Sendable, CaseIterable {
    /// It is never sent back.
    case strip
    /// It is sent back while the turn goes on, from one tool call to the next, and omitted from then on
    /// (DeepSeek V3.2: https://api-docs.deepseek.com/news/news251201).
    case withinTurn = "within-turn"
    /// It is sent back if any request of the script carries `tools`: such a request must contain the reasoning of every reply before,
    /// also of replies to requests without tools. A request without tools ignores it
    /// (DeepSeek V4: https://api-docs.deepseek.com/guides/thinking_mode).
    case keepWithTools = "when-tools"
    /// It is always sent back.
    case keep
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
    /// It may, or may leave the history out without an error: it is tried if the loss would show.
    case unproven
    /// It does, by its documentation.
    case documented
}
