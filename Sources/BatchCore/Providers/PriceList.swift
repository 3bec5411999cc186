/// All prices of a run: the user's own, then the built-in ones.
package struct PriceList: Sendable {
    private struct Key: Hashable {
        var provider: String
        var model: String
    }

    private struct Entry {
        var price: Price
        /// The end, not included: the price's own end, or the beginning of the next price.
        var until: Instant
        var cheapest: Int64
    }

    /// The prices of each model. If two apply at one time, the first counts.
    private let entries: [Key: [Entry]]

    /// The built-in prices only.
    package static let builtIn = PriceList()

    /// - Parameter own: the user's prices. They override built-in prices for their models and periods.
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

    /// The price of `model` at `instant`; nil if none is known.
    package func price(provider: String, model: String, at instant: Instant) -> Price? {
        entry(provider, model, at: instant)?.price
    }

    /// The price that applies to a reply; nil if none is known.
    ///
    /// It is the price of the model that answered. It is the price of the requested model in two cases: if the provider does not report
    /// the model, or if the unknown name is the requested name with a date or build (`gpt-5-mini-2025-08-07`). Other names are not
    /// guessed.
    package func price(provider: String, asked: String?, answered: String?, at instant: Instant) -> Price? {
        guard let answered else { return asked.flatMap { price(provider: provider, model: $0, at: instant) } }
        if let price = price(provider: provider, model: answered, at: instant) { return price }
        guard let asked, Self.isBuild(answered, of: asked) else { return nil }
        return price(provider: provider, model: asked, at: instant)
    }

    /// The next instant at which requests cost least. Nil if that is now, if the price does not depend on the hour, or if no price is
    /// known. If another price begins before that instant, its beginning is returned.
    package func nextCheapInstant(provider: String, model: String, after now: Instant) -> Instant? {
        guard let entry = entry(provider, model, at: now), entry.price.rate(at: now).weight > entry.cheapest else { return nil }
        let edges = entry.price.hours.flatMap { $0.when.edges(after: now) }
        let cheap = edges.filter { entry.price.rate(at: $0).weight == entry.cheapest }.min() ?? .distantFuture
        let beginnings = entries[Key(provider: provider, model: model), default: []].flatMap { [$0.price.from, $0.until] }
        return beginnings.reduce(cheap) { $1 > now && $1 < $0 ? $1 : $0 }
    }

    /// All names of the provider's models that have a price at `instant`.
    package func models(of provider: String, at instant: Instant) -> [String] {
        var models: [String] = []
        for model in prices(of: provider).flatMap(\.models) where !models.contains(model) {
            if price(provider: provider, model: model, at: instant) != nil { models.append(model) }
        }
        return models
    }

    /// The known prices of the provider's models, with their periods. Periods of one model do not overlap.
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

    /// The prices of the model in the order of time, without model names.
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
