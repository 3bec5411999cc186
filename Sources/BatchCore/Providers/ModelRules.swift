/// What is known of models of one era: how they are told, whether they think, what becomes of their chains of thought, and
/// what they do with the members of a request.
///
/// Of a model that the table does not know nothing is held but what is known of its provider.
package struct ModelRules: Sendable {
    /// Whether a model thinks before it answers.
    package enum Thinking: String, Sendable, CaseIterable {
        case always
        /// Unless the request says otherwise.
        case unlessSwitchedOff = "unless switched off"
        case onRequest = "on request"
        case unknown
    }

    /// The models for people, with the time that they are of.
    package var title: String
    /// Any of them tells the models; empty for all models of the provider, or of anybody.
    package var models: [ModelPattern]
    /// The only provider whose models are meant, by its name; nil where the models are known wherever they are served.
    package var provider: String?
    package var thinking: Thinking
    package var reasoningHistory: ReasoningHistory
    /// What is known of requests; nil where that is nothing.
    package var requests: RequestRules?
    /// The page that it comes from; nil where there is none.
    package var source: String?

    init(
        _ title: String, models: [ModelPattern] = [], provider: String? = nil, thinking: Thinking = .unknown,
        reasoningHistory: ReasoningHistory = .strip, requests: RequestRules? = nil, source: String? = nil
    ) {
        (self.title, self.models, self.provider, self.thinking) = (title, models, provider, thinking)
        (self.reasoningHistory, self.requests, self.source) = (reasoningHistory, requests, source)
    }

    /// In the order in which they are looked at: the first that fits counts, and the last fits all.
    package static let all = known + [unknown]

    /// What holds for `model` as `provider` serves it.
    /// - Parameters:
    ///   - model: as it is asked for; nil where nobody names one.
    ///   - provider: whose rules are meant (``Provider/family``).
    package static func of(_ model: String?, provider: String) -> ModelRules {
        let name = Array((model ?? "").lowercased().utf8)
        return known.first { $0.provider ?? provider == provider && ($0.models.isEmpty || $0.models.contains { $0.matches(name) }) }
            ?? unknown
    }

    private static let known =
        ofSimulator + ofDeepSeek + [
            ModelRules(
                "OpenAI's models", provider: "openai", requests: RequestRules(of: ["openai"], wantsWordJSON: true),
                source: "https://developers.openai.com/api/docs/guides/structured-outputs")
        ]

    private static let unknown = ModelRules("All others")

    /// The simulator's own. They want their chains of thought as DeepSeek's models of today do.
    private static let ofSimulator = [
        ModelRules(
            "The simulator's chat", models: [.named("simulated-chat")], thinking: .onRequest, reasoningHistory: .keepWithTools),
        ModelRules(
            "The simulator's reasoner", models: [.named("simulated-reasoner")], thinking: .unlessSwitchedOff,
            reasoningHistory: .keepWithTools),
    ]
}
