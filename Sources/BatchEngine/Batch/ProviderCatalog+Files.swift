package import BatchCore

extension ProviderCatalog {
    /// The built-in providers, those of the profile file in the home folder, and those of the named file.
    /// - Parameter file: path of a profile file; nil for none.
    /// - Throws: ``BatchError`` with the faults of a file.
    package static func load(file: String?) throws(BatchError) -> ProviderCatalog {
        var catalog = ProviderCatalog.builtIn
        let home = homeFile.flatMap { BatchPaths.exists($0) ? $0 : nil }
        for path in [home, file].compactMap({ $0 }) {
            catalog = try DocumentFile.read(path, .profiles) { [catalog] (bytes) throws(DocumentError) in
                try ProfileFile.read(bytes, onto: catalog, path: path)
            }
        }
        return catalog
    }

    /// Profiles for all runs of a user (https://specifications.freedesktop.org/basedir-spec/latest/).
    private static var homeFile: String? {
        let given = Environment.value("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        let folder = given ?? Environment.value("HOME").flatMap { $0.isEmpty ? nil : $0 + "/.config" }
        return folder.map { $0 + "/batchrun/providers.json" }
    }

    /// The provider of that name.
    /// - Throws: ``BatchError`` with the names that are known.
    package func known(_ name: String) throws(BatchError) -> Provider {
        if let provider = named(name) { return provider }
        throw BatchError(.unknownProvider(name, nearest: NearestName.of(name, in: names), known: names))
    }

    /// The prices of a file, which override those of the catalog.
    /// - Parameter file: path of a price file; nil for none.
    package func prices(file: String?) throws(BatchError) -> PriceList {
        guard let file else { return prices() }
        return prices(own: try DocumentFile.read(file, .prices) { (bytes) throws(DocumentError) in try PriceFile.read(bytes, of: self) })
    }

    /// The provider that options name: by its name, else the server at the base URL, else DeepSeek.
    package func chosen(_ options: BatchOptions) throws(BatchError) -> Provider {
        if let name = options.provider { return try known(name) }
        guard let baseURL = options.baseURL else { return try known(Provider.deepseek.name) }
        var server = Provider.custom(baseURL: baseURL)
        server = named(server.name) ?? server
        server.baseURL = baseURL
        return server
    }
}

/// Reads files that users write as one JSON text.
package enum DocumentFile {
    package enum Content: Sendable { case prices, profiles }

    static func read<Value>(
        _ path: String, _ content: Content, _ parse: ([UInt8]) throws(DocumentError) -> Value
    ) throws(BatchError) -> Value {
        let bytes: [UInt8]
        do {
            bytes = try WholeFile.read(path)
        } catch {
            throw BatchError(.file(error))
        }
        do {
            return try parse(bytes)
        } catch {
            throw BatchError(.document(path: path, content, error))
        }
    }
}
