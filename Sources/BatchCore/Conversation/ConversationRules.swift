/// The facts that a conversation needs besides its script: the model's rules, and the run's settings.
///
/// They do not change the standing of existing rounds, only later ones.
package struct ConversationRules: Sendable {
    package var reasoningHistory: ReasoningHistory
    /// The name of the provider. Data that only this provider understands is not sent to others.
    package var provider = ""
    /// The member of a message that carries reasoning back to the provider.
    package var reasoningMember = ReasoningMember.reasoningContent
    /// Whether messages that call tools carry the reasoning in the provider's own form.
    package var echoesReasoningItems = false
    /// Whether the provider keeps conversations.
    package var keptHistory = KeptHistory.none
    /// The most replies to one turn that may call tools, if the job does not set it.
    package var maxToolRounds = 8
    /// Whether a program answers the tool calls that the script does not answer.
    package var hasToolCommand = false
    /// Whether a reply that was truncated at the token limit is continued.
    package var continuesTruncated = false

    /// The most pieces of one reply, if truncated replies are continued.
    package static let mostPieces = 8

    package init(reasoningHistory: ReasoningHistory = .strip) { self.reasoningHistory = reasoningHistory }
}

/// Reasoning in the history: whether the reasoning of a reply is sent back with it. Providers differ, and one refuses what another
/// demands, so the model's data decides.
public enum ReasoningHistory: String, Sendable, CaseIterable {
    /// It is never sent back.
    case strip
    /// It is sent back during the turn, from one tool call to the next, and omitted from then on (DeepSeek V3.2:
    /// https://api-docs.deepseek.com/news/news251201).
    case withinTurn = "within-turn"
    /// It is sent back if any request of the script carries `tools`: such a request must contain the reasoning of every reply before,
    /// also of replies to requests without tools. A request without tools ignores it
    /// (DeepSeek V4: https://api-docs.deepseek.com/guides/thinking_mode).
    case keepWithTools = "when-tools"
    /// It is always sent back.
    case keep
}

/// The member of an assistant's message that contains its reasoning.
package enum ReasoningMember: String, Sendable, CaseIterable {
    /// DeepSeek, SGLang, llama.cpp, Fireworks.
    case reasoningContent = "reasoning_content"
    /// Together.ai, vLLM, OpenRouter, Groq, Ollama.
    case reasoning
}

/// Whether a server of the Responses API keeps the history, so that a request can continue a response by its id.
package enum KeptHistory: String, Sendable, CaseIterable {
    /// It does not: every request carries the whole history.
    case none
    /// It may, or may leave the history out without an error: it is tried if the loss would show.
    case unproven
    /// It does, by its documentation.
    case documented
}
