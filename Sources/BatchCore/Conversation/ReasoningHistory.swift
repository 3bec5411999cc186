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
