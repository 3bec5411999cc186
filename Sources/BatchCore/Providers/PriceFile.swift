/// A file of the user's own prices, described in `docs/prices.md`.
package enum PriceFile {
    /// Reads the bytes of a price file.
    /// - Parameter catalog: the providers that prices may name.
    /// - Throws: all faults of the file.
    package static func read(_ bytes: [UInt8], of catalog: ProviderCatalog = .builtIn) throws(DocumentError) -> [Price] {
        var reader = PriceFileReader(provider: .named(among: catalog.names + [Provider.custom(baseURL: "").name]))
        return try reader.readWhole(bytes) { $0.readFile($1) }
    }
}
