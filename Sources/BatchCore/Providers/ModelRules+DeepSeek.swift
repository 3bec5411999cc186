extension ModelRules {
    /// DeepSeek's models by era. The rules for reasoning apply wherever a model is served; those for requests apply to DeepSeek's own
    /// API.
    static let ofDeepSeek = [r1, v31, v32, v4, others]

    private static let r1 = ModelRules(
        "DeepSeek R1 (2025-01 to 2025-08)",
        models: [.named("deepseek-reasoner"), .containing(["deepseek-r1"]), .containing(["deepseek.r1"])],
        thinking: .always, reasoningHistory: .strip, requests: .ofR1, source: "https://api-docs.deepseek.com/guides/reasoning_model")

    /// These models could not reason with tools: requests with tools were answered without reasoning.
    private static let v31 = ModelRules(
        "DeepSeek V3.1 and V3.2-Exp (2025-08 to 2025-11)",
        models: [.containing(["deepseek", "v3.1"]), .containing(["deepseek", "v3.2-exp"])],
        reasoningHistory: .strip, source: "https://api-docs.deepseek.com/quick_start/pricing")

    private static let v32 = ModelRules(
        "DeepSeek V3.2 (2025-12 to 2026-07)", models: [.containing(["deepseek", "v3.2"])],
        reasoningHistory: .withinTurn, source: "https://api-docs.deepseek.com/news/news251201")

    private static let v4 = ModelRules(
        "DeepSeek V4 and V4.1 (since 2026-04)", models: [.named("deepseek-flash"), .containing(["deepseek-v4"])],
        thinking: .unlessSwitchedOff, reasoningHistory: .keepWithTools, requests: .ofV4,
        source: "https://api-docs.deepseek.com/guides/thinking_mode")

    private static let others = ModelRules(
        "Other models that DeepSeek serves", provider: "deepseek", reasoningHistory: .keepWithTools,
        source: "https://api-docs.deepseek.com/guides/thinking_mode")
}
