import BatchEngine

/// A model whose replies have come without their cost being known. Told once in a run.
struct PriceWarning: Hashable, Sendable {
    var model: PricedModel
    /// Whether its price is known, so that it is the replies that do not say enough.
    var hasPrice: Bool

    /// Of the models that a run has met, those to warn of. The simulated provider takes no money.
    static func all(of tally: Tally, _ prices: PriceList, at now: Instant) -> [PriceWarning] {
        tally.roundsWithoutCost.keys.filter { $0.provider != Provider.simulated.name }.sorted().map { model in
            PriceWarning(
                model: model,
                hasPrice: prices.price(provider: model.provider, asked: model.model, answered: nil, at: now) != nil)
        }
    }

    var sentence: String {
        hasPrice
            ? "Of some replies of \(model.name) the cost is not known: their tokens were not told, or another model answered."
            : "No price is known for \(model.name): the cost of its replies is null. --prices gives it one (docs/prices.md)."
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "warning")
        writer.member("code", hasPrice ? "cost_unknown" : "price_unknown")
        writer.member("provider", model.provider)
        writer.member("model", model.model)
        writer.member("message", sentence)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension PricedModel {
    /// The model's name, with its provider's as price files have it.
    var name: String { "\(model ?? "an unnamed model") (\(provider))".printable }
}
