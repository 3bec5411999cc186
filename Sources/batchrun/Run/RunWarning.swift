import BatchCore
import BatchEngine

/// Something about a run that its user should know while it goes on. Each is told once.
enum RunWarning: Hashable, Sendable {
    /// No price is known for the model.
    case priceUnknown(AskedModel)
    /// The cost of some replies of the model is not known although its price is.
    case costUnknown(AskedModel)
    /// The model's server no longer has responses that requests were to go on from.
    case historyLost(AskedModel)
    /// The model's server answered without the history that it was to keep.
    case historyLeftOut(AskedModel)
    /// The provider's account goes on no more, and others do.
    case accountStopped(provider: String, Failure, fallback: String?)

    /// - Parameters:
    ///   - fallback: who is asked for the jobs of accounts that have stopped, with the model; nil where nobody is.
    ///   - isAlone: whether the run asks one account only, whose stop is told at its end.
    static func all(of tally: Tally, _ prices: PriceList, fallback: FallbackArgument?, isAlone: Bool, at now: Instant) -> [RunWarning] {
        // The simulated provider takes no money.
        let models = tally.roundsWithoutCost.keys.filter { $0.provider != Provider.simulated.name }.sorted()
        var warnings = models.map { model in
            let hasPrice = prices.price(provider: model.provider, asked: model.model, answered: nil, at: now) != nil
            return hasPrice ? costUnknown(model) : priceUnknown(model)
        }
        for (model, loss) in tally.historyLost.sorted(by: { $0.key < $1.key }) {
            if loss.refused > 0 { warnings.append(.historyLost(model)) }
            if loss.leftOut > 0 { warnings.append(.historyLeftOut(model)) }
        }
        guard !isAlone || fallback != nil else { return warnings }
        // A fallback that has stopped is asked for nobody, itself included.
        let open = fallback.flatMap { tally.stopped[$0.provider] == nil ? $0.description : nil }
        return warnings
            + tally.stopped.sorted { $0.key < $1.key }.map { .accountStopped(provider: $0.key, $0.value, fallback: open) }
    }

    var sentence: String {
        switch self {
        case .priceUnknown(let model):
            "No price is known for \(model.name), so its cost is unknown; pass --prices."
        case .costUnknown(let model):
            "Of some replies of \(model.name) the cost is not known: their tokens were not told, or another model answered."
        case .historyLost(let model):
            "\(model.name) has lost responses that conversations were to go on from: they are asked again with their whole history."
        case .historyLeftOut(let model):
            "\(model.name) has answered without the history that it was to keep, and says nothing of it: the reply was discarded, "
                + "and each request to it carries the whole history from here on."
        case .accountStopped(let provider, let failure, let fallback):
            "\(provider.printable) is stopped: \(failure.message.printable.endedAsSentence) "
                + (fallback.map { "Its jobs are asked of \($0.printable)." } ?? "Its jobs stay unfinished; the others go on.")
        }
    }

    /// One word for machines.
    private var code: String {
        switch self {
        case .priceUnknown: "price_unknown"
        case .costUnknown: "cost_unknown"
        case .historyLost: "history_lost"
        case .historyLeftOut: "history_left_out"
        case .accountStopped: "account_stopped"
        }
    }

    private var model: AskedModel {
        switch self {
        case .priceUnknown(let model), .costUnknown(let model), .historyLost(let model), .historyLeftOut(let model): model
        case .accountStopped(let provider, _, _):
            AskedModel(provider: provider, model: nil)
        }
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "warning")
        writer.member("code", code)
        writer.member("provider", model.provider)
        if let name = model.model { writer.member("model", name) }
        writer.member("message", sentence)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension AskedModel {
    /// The model's name, with its provider's as price files have it.
    var name: String { "\(model ?? "an unnamed model") (\(provider))".printable }
}
