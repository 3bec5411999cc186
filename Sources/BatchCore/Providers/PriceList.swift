/// All prices that a run knows: the user's, and behind them the built-in ones.
package struct PriceList: Sendable {
    private struct Key: Hashable {
        var provider: String
        var model: String
    }

    private struct Entry {
        var price: Price
        /// Not included: where the price ends by itself, or another begins.
        var until: Instant
        var cheapest: Int64
    }

    /// The prices of a model. Where two hold, the first counts.
    private let entries: [Key: [Entry]]

    /// The built-in prices alone.
    package static let builtIn = PriceList()

    /// - Parameter own: the user's prices. For the time and the models that they speak of they go before the built-in ones.
    package init(own: [Price] = []) { self = ProviderCatalog.builtIn.prices(own: own) }

    init(layers: [[Price]]) {
        var entries: [Key: [Entry]] = [:]
        for layer in layers {
            var began: [Key: Instant] = [:]
            for price in layer.sorted(by: { $0.from > $1.from }) {
                for model in price.models {
                    let key = Key(provider: price.provider, model: model)
                    let until = min(price.until, began[key] ?? .distantFuture)
                    entries[key, default: []].append(Entry(price: price, until: until, cheapest: price.cheapest.weight))
                    began[key] = price.from
                }
            }
        }
        self.entries = entries
    }

    /// The price of `model` at `instant`; nil where none is known.
    package func price(provider: String, model: String, at instant: Instant) -> Price? {
        entry(provider, model, at: instant)?.price
    }

    /// The price that counts for a reply. It is that of the model that answered. Where there is none by that name, but the
    /// name is the asked one with a date or a build behind it (`gpt-5-mini-2025-08-07`), it is that of the model that was
    /// asked; so too where the provider does not say which one answered. A model of another name is not guessed at.
    package func price(provider: String, asked: String?, answered: String?, at instant: Instant) -> Price? {
        guard let answered else { return asked.flatMap { price(provider: provider, model: $0, at: instant) } }
        if let price = price(provider: provider, model: answered, at: instant) { return price }
        guard let asked, Self.isBuild(answered, of: asked) else { return nil }
        return price(provider: provider, model: asked, at: instant)
    }

    /// When asking is at its cheapest again, where it is not now; nil where it is, where the price does not change with the
    /// hour, and where none is known. Another price that begins before then gives its beginning.
    package func nextCheapInstant(provider: String, model: String, after now: Instant) -> Instant? {
        guard let entry = entry(provider, model, at: now), entry.price.rate(at: now).weight > entry.cheapest else { return nil }
        let edges = entry.price.hours.flatMap { $0.when.edges(after: now) }
        let cheap = edges.filter { entry.price.rate(at: $0).weight == entry.cheapest }.min() ?? .distantFuture
        let beginnings = entries[Key(provider: provider, model: model), default: []].flatMap { [$0.price.from, $0.until] }
        return beginnings.reduce(cheap) { $1 > now && $1 < $0 ? $1 : $0 }
    }

    /// The models of a provider that have a price at that instant, under all their names.
    package func models(of provider: String, at instant: Instant) -> [String] {
        var models: [String] = []
        for model in prices(of: provider).flatMap(\.models) where !models.contains(model) {
            if price(provider: provider, model: model, at: instant) != nil { models.append(model) }
        }
        return models
    }

    /// What the provider's models cost and since when, as far as it is known. No price holds at the time of another of its model.
    package func prices(of provider: String) -> [Price] {
        var prices: [Price] = []
        var models: [Price: [String]] = [:]
        for model in entries.keys.filter({ $0.provider == provider }).map(\.model).sorted() {
            for price in succession(provider, model) {
                if models[price] == nil { prices.append(price) }
                models[price, default: []].append(model)
            }
        }
        return prices.map { price in
            var price = price
            price.models = models[price] ?? []
            return price
        }.sorted { ($0.from, $0.models[0]) < ($1.from, $1.models[0]) }
    }

    /// The model's prices one after the other, without the names of models.
    private func succession(_ provider: String, _ model: String) -> [Price] {
        let known = entries[Key(provider: provider, model: model), default: []]
        let edges = Set(known.flatMap { [$0.price.from, $0.until] }).sorted()
        var succession: [Price] = []
        for (from, until) in zip(edges, edges.dropFirst()) {
            guard var price = entry(provider, model, at: from)?.price else { continue }
            (price.models, price.from, price.until) = ([], from, until)
            if let last = succession.last, last.until == from, last.rate == price.rate, last.hours == price.hours,
                last.decisive == price.decisive
            {
                succession[succession.count - 1].until = until
            } else {
                succession.append(price)
            }
        }
        return succession
    }

    private func entry(_ provider: String, _ model: String, at instant: Instant) -> Entry? {
        entries[Key(provider: provider, model: model)]?.first { $0.price.from <= instant && instant < $0.until }
    }

    private static func isBuild(_ answered: String, of asked: String) -> Bool {
        guard !asked.isEmpty, answered.utf8.count > asked.utf8.count + 1, answered.hasPrefix(asked + "-") else { return false }
        return answered.utf8.dropFirst(asked.utf8.count).allSatisfy {
            $0 == UInt8(ascii: "-") || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
        }
    }
}
