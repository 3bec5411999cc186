/// The rules of one era of models: their names, whether they reason, which reasoning goes back in the history, and how they treat the
/// members of a request.
///
/// For an unknown model, only the rules of its provider apply.
package struct ModelRules: Sendable {
    /// Whether a model reasons before it answers.
    package enum Thinking: String, Sendable, CaseIterable {
        case always
        /// It reasons unless the request switches that off.
        case unlessSwitchedOff = "unless switched off"
        case onRequest = "on request"
        case unknown
    }

    /// The models' name and time, for people.
    package var title: String
    /// A model belongs here if any pattern matches. Empty for all models of the provider, or for all models if that is nil.
    package var models: [ModelPattern]
    /// The name of the only provider whose models are meant; nil if the models are recognized at every provider.
    package var provider: String?
    package var thinking: Thinking
    package var reasoningHistory: ReasoningHistory
    /// The rules for requests; nil if there are none.
    package var requests: RequestRules?
    /// The page that the rules come from; nil if there is none.
    package var source: String?

    init(
        _ title: String, models: [ModelPattern] = [], provider: String? = nil, thinking: Thinking = .unknown,
        reasoningHistory: ReasoningHistory = .strip, requests: RequestRules? = nil, source: String? = nil
    ) {
        (self.title, self.models, self.provider, self.thinking) = (title, models, provider, thinking)
        (self.reasoningHistory, self.requests, self.source) = (reasoningHistory, requests, source)
    }

    /// In the order of lookup: the first match counts, and the last entry matches every model.
    package static let all = known + [unknown]

    /// The rules for `model` when `provider` serves it.
    /// - Parameters:
    /// - model: the name in the request; nil if neither job nor run names one.
    /// - provider: the provider whose rules apply (``Provider/family``).
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

    /// The simulator's own models. They require their reasoning in the history, as DeepSeek's current models do.
    private static let ofSimulator = [
        ModelRules(
            "The simulator's chat", models: [.named("simulated-chat")], thinking: .onRequest, reasoningHistory: .keepWithTools),
        ModelRules(
            "The simulator's reasoner", models: [.named("simulated-reasoner")], thinking: .unlessSwitchedOff,
            reasoningHistory: .keepWithTools),
    ]
}
