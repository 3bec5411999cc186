import BatchCore
import Synchronization

/// Reasoning history by the rules of each model. Each is looked up once, since all jobs of a run use the same few.
final class ReasoningHistories: Sendable {
    private let known = Mutex<[AskedModel: ReasoningHistory]>([:])

    /// Real files name few models.
    private static let mostKept = 100

    /// - Parameters:
    ///   - model: name in requests; nil if there is none.
    ///   - provider: family whose rules count (``Provider/family``).
    func history(of model: String?, provider: String) -> ReasoningHistory {
        let asked = AskedModel(provider: provider, model: model)
        return known.withLock { known in
            if let history = known[asked] { return history }
            let history = ModelRules.of(model, provider: provider).reasoningHistory
            if known.count < Self.mostKept { known[asked] = history }
            return history
        }
    }
}
