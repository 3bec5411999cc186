/// What becomes of a reply's chain of thought when the reply is sent back as history. Providers differ, and one refuses
/// what another demands, so it is the model's data that says.
package enum ReasoningHistory: String, Sendable, CaseIterable {
    /// Never sent back.
    case strip
    /// Sent back while the turn goes on, from one tool call to the next, and left out from then on
    /// (DeepSeek V3.2: https://api-docs.deepseek.com/news/news251201).
    case withinTurn = "within-turn"
    /// Sent back where any request of the script carries `tools`: such a request must have it of every reply before, those
    /// too that were asked for without tools, and a request without ignores it
    /// (DeepSeek V4: https://api-docs.deepseek.com/guides/thinking_mode).
    case keepWithTools = "when-tools"
    /// Always sent back.
    case keep
}
