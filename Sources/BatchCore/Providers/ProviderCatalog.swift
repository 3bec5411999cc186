/// The providers that jobs can name: the built-in ones and those of profile files. A profile replaces the provider of its name or is added
/// at the end.
package struct ProviderCatalog: Sendable {
    /// The source of a provider's data.
    package enum Origin: Hashable, Sendable {
        case builtIn
        /// A profile file, by its path as the user gave it.
        case file(String)
    }

    /// A provider with its origin and prices.
    package struct Entry: Sendable {
        package var provider: Provider
        package var origin: Origin
        /// Lists of prices of its models. Earlier lists override later ones (``PriceList``).
        package internal(set) var prices: [[Price]]
    }

    /// The entries in the order of listings.
    package private(set) var entries: [Entry]

    /// The built-in providers only.
    package static let builtIn = ProviderCatalog(
        entries: Provider.all.map { provider in
            Entry(provider: provider, origin: .builtIn, prices: [Price.ofDeepSeek.filter { $0.provider == provider.name }])
        })

    package var providers: [Provider] { entries.map(\.provider) }
    package var names: [String] { entries.map(\.provider.name) }

    /// The provider of that name; nil if the name is unknown.
    package func named(_ name: String) -> Provider? { entry(name)?.provider }

    /// The entry of the provider of that name; nil if the name is unknown.
    package func entry(_ name: String) -> Entry? { entries.first { $0.provider.name == name } }

    /// All known prices.
    /// - Parameter own: further prices of the user. They override the others for their models and periods.
    package func prices(own: [Price] = []) -> PriceList {
        let depth = entries.map(\.prices.count).max() ?? 0
        let layers = (0..<depth).map { layer in entries.flatMap { layer < $0.prices.count ? $0.prices[layer] : [] } }
        return PriceList(layers: [own] + layers)
    }

    /// Replaces the entry of the same name, or adds the entry at the end.
    mutating func define(_ entry: Entry) {
        if let place = entries.firstIndex(where: { $0.provider.name == entry.provider.name }) {
            entries[place] = entry
        } else {
            entries.append(entry)
        }
    }
}
