/// What is known of models of one era: how they are told, whether they think, what becomes of their chains of thought, and
/// what they do with the members of a request.
///
/// Of a model that the table does not know nothing is held but what is known of its provider.
public struct ModelRules: Sendable {
    /// Whether a model thinks before it answers.
    public enum Thinking: String, Sendable, CaseIterable {
        case always
        /// Unless the request says otherwise.
        case unlessSwitchedOff = "unless switched off"
        case onRequest = "on request"
        case unknown
    }

    /// The models for people, with the time that they are of.
    public var title: String
    /// Any of them tells the models; empty for all models of the provider, or of anybody.
    public var models: [ModelPattern]
    /// The only provider whose models are meant, by its name; nil where the models are known wherever they are served.
    public var provider: String?
    public var thinking: Thinking
    public var reasoningHistory: ReasoningHistory
    /// What is known of requests; nil where that is nothing.
    public var requests: RequestRules?
    /// The page that it comes from; nil where there is none.
    public var source: String?

    init(
        _ title: String, models: [ModelPattern] = [], provider: String? = nil, thinking: Thinking = .unknown,
        reasoningHistory: ReasoningHistory = .strip, requests: RequestRules? = nil, source: String? = nil
    ) {
        (self.title, self.models, self.provider, self.thinking) = (title, models, provider, thinking)
        (self.reasoningHistory, self.requests, self.source) = (reasoningHistory, requests, source)
    }

    /// In the order in which they are looked at: the first that fits counts, and the last fits all.
    public static let all = known + [unknown]

    /// What holds for `model` as `provider` serves it.
    /// - Parameters:
    ///   - model: as it is asked for; nil where nobody names one.
    ///   - provider: whose rules are meant (``Provider/family``).
    public static func of(_ model: String?, provider: String) -> ModelRules {
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
