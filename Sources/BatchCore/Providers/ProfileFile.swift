/// A file by which users add providers and change the built-in ones, as `docs/provider-profiles.md` describes it.
package enum ProfileFile {
    /// Reads the bytes of a profile file.
    /// - Parameters:
    ///   - catalog: the providers that are known already, which the file's may be like. One of a name that the file defines
    ///     loses it to the file's.
    ///   - path: where the file is, for ``ProviderCatalog/Origin``.
    /// - Returns: the catalog with what the file defines.
    /// - Throws: everything that is wrong with it.
    package static func read(_ bytes: [UInt8], onto catalog: ProviderCatalog, path: String) throws(DocumentError) -> ProviderCatalog {
        var reader = ProfileFileReader(catalog: catalog, path: path)
        try reader.readWhole(bytes) { $0.readFile($1) }
        return reader.catalog
    }
}

/// The members of a profile, in the order in which they are written.
enum ProfileMember: String, CaseIterable {
    case like, title
    case baseURL = "base_url"
    case keyVariable = "key_env"
    case defaultModel = "default_model"
    case headers, limits, deadlines, prices, quirks, errors, pages, documentation

    enum Limit: String, CaseIterable {
        case concurrency, rpm, tpm, ceilings
    }

    enum Ceiling: String, CaseIterable {
        case modelPrefix = "model_prefix"
        case concurrency
    }

    enum Deadline: String, CaseIterable {
        case connect, idle, attempt
    }

    enum Quirk: String, CaseIterable {
        case reasoningMember = "reasoning_member"
        case thinkTags = "think_tags"
        case reasoningDetails = "reasoning_details"
        case streamOptions = "stream_options"
        case prefix
        case repeatsPrefix = "repeats_prefix"
        case completions
        case fim
        case betaPath = "beta_path"
        case sessions, responses, cost
    }

    enum Session: String, CaseIterable {
        case headers, members, metadata
    }

    enum Cost: String, CaseIterable {
        case header, usage
    }

    enum Error: String, CaseIterable {
        case status, marker, code, title, handling, meaning, advice
    }

    enum Page: String, CaseIterable {
        case models, balance
        case unlistedModels = "unlisted_models"
    }
}
