/// A user's own prices, as `docs/prices.md` describes the file.
package enum PriceFile {
    /// Reads the bytes of a price file.
    /// - Parameter catalog: knows the providers that prices may be of.
    /// - Throws: everything that is wrong with it.
    package static func read(_ bytes: [UInt8], of catalog: ProviderCatalog = .builtIn) throws(DocumentError) -> [Price] {
        var reader = PriceFileReader(provider: .named(among: catalog.names + [Provider.custom(baseURL: "").name]))
        return try reader.readWhole(bytes) { $0.readFile($1) }
    }
}
