import BatchCore
import BatchEngine

/// What becomes of chains of thought by the rules of each model. Each is looked up once, since all jobs of a run ask the same few.
final class ReasoningHistories: Sendable {
    private let known = Protected<[AskedModel: ReasoningHistory]>([:])

    /// Nobody names hundreds of models; where somebody does, what is beyond is not kept.
    private static let mostKept = 100

    /// - Parameters:
    ///   - model: as it is asked for; nil where nobody names one.
    ///   - provider: whose rules are meant (``Provider/family``).
    func history(of model: String?, provider: String) -> ReasoningHistory {
        let asked = AskedModel(provider: provider, model: model)
        return known.with { known in
            if let history = known[asked] { return history }
            let history = ModelRules.of(model, provider: provider).reasoningHistory
            if known.count < Self.mostKept { known[asked] = history }
            return history
        }
    }
}
