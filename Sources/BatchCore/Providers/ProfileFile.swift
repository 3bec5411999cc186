/// A file in which users add providers and change the built-in ones, described in `docs/provider-profiles.md`.
package enum ProfileFile {
    /// Reads the bytes of a profile file.
    /// - Parameters:
    ///   - catalog: the known providers, which the file's profiles may be like. A profile replaces the provider of its name.
    ///   - path: the file's path, for ``ProviderCatalog/Origin``.
    /// - Returns: the catalog with the file's providers.
    /// - Throws: all faults of the file, each with its line and column.
    package static func read(_ bytes: [UInt8], onto catalog: ProviderCatalog, path: String) throws(DocumentError) -> ProviderCatalog {
        var reader = ProfileFileReader(catalog: catalog, path: path)
        try reader.readWhole(bytes) { $0.readFile($1) }
        return reader.catalog
    }

    /// The text of a profile file with everything in the catalog about its providers. Every member is written, so a reader of the file
    /// inherits nothing.
    /// - Parameters:
    ///   - names: the providers to write; nil for all.
    /// - advice: makes plain text of an advice, because the file contains text only.
    package static func text(
        of catalog: ProviderCatalog, only names: [String]? = nil, advice: (Advice) -> String = { $0.text }
    ) -> [UInt8] {
        let prices = catalog.prices()
        var writer = JSONWriter(reserving: 1 << 14)
        writer.beginObject()
        writer.name("providers")
        writer.beginObject()
        for provider in catalog.providers where names?.contains(provider.name) ?? true {
            var profile = Profile(provider: provider, prices: prices.prices(of: provider.name), errors: provider.errors.entries)
            for index in profile.errors.indices { profile.errors[index].advice.text = advice(profile.errors[index].advice) }
            writer.name(provider.name)
            ProfileField.write(profile, Profile.fields, to: &writer)
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}
