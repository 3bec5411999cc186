/// The providers that are known by name: the built-in ones, and those of users' profile files in their places or behind them.
package struct ProviderCatalog: Sendable {
    /// Where what is known of a provider comes from.
    package enum Origin: Hashable, Sendable {
        case builtIn
        /// A profile file at this path, as it was named.
        case file(String)
    }

    /// A provider with what is known of it besides.
    package struct Entry: Sendable {
        package var provider: Provider
        package var origin: Origin
        /// Prices of its models. Those of a list go before those of the lists behind it (``PriceList``).
        package internal(set) var prices: [[Price]]
    }

    /// In the order in which they are listed.
    package private(set) var entries: [Entry]

    /// The built-in providers alone.
    package static let builtIn = ProviderCatalog(
        entries: Provider.all.map { provider in
            Entry(provider: provider, origin: .builtIn, prices: [Price.ofDeepSeek.filter { $0.provider == provider.name }])
        })

    package var providers: [Provider] { entries.map(\.provider) }
    package var names: [String] { entries.map(\.provider.name) }

    /// The provider of that name; nil where none is known by it.
    package func named(_ name: String) -> Provider? { entry(name)?.provider }

    /// What is known of the provider of that name; nil where that is nothing.
    package func entry(_ name: String) -> Entry? { entries.first { $0.provider.name == name } }

    /// All prices that are known.
    /// - Parameter own: prices that the user gives besides. For the time and the models that they speak of they go before others.
    package func prices(own: [Price] = []) -> PriceList {
        let depth = entries.map(\.prices.count).max() ?? 0
        let layers = (0..<depth).map { layer in entries.flatMap { layer < $0.prices.count ? $0.prices[layer] : [] } }
        return PriceList(layers: [own] + layers)
    }

    /// Puts the entry in the place of the one of its name, or behind all others.
    mutating func define(_ entry: Entry) {
        if let place = entries.firstIndex(where: { $0.provider.name == entry.provider.name }) {
            entries[place] = entry
        } else {
            entries.append(entry)
        }
    }
}
