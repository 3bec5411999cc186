import ArgumentParser
import BatchEngine

/// Whom to ask.
struct ProviderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The provider: \(Provider.all.map(\.name).joined(separator: ", ")).", valueName: "name"))
    var provider: String?

    @Option(help: ArgumentHelp("Where the API is, for any server that speaks like OpenAI's: http://127.0.0.1:8000/v1", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("The model for jobs that name none.", valueName: "name"))
    var model: String?

    @Option(help: ArgumentHelp("The environment variable that holds the key.", valueName: "variable"))
    var apiKeyEnv: String?

    mutating func validate() throws {
        if let baseURL, !baseURL.hasPrefix("http://"), !baseURL.hasPrefix("https://") {
            throw ValidationError("--base-url '\(baseURL)' must begin with http:// or https://.")
        }
        if let provider { _ = try Self.known(provider) }
    }

    /// The provider that is meant: the one named, or whatever speaks at the base URL, or DeepSeek.
    var chosen: Provider {
        get throws {
            if let provider { return try Self.known(provider) }
            if let baseURL { return .custom(baseURL: baseURL) }
            return .deepseek
        }
    }

    static func known(_ name: String) throws -> Provider {
        if let provider = Provider.named(name) { return provider }
        let names = Provider.all.map(\.name)
        let nearest = NearestName.of(name, in: names).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError("There is no provider '\(name)'.\(nearest) Known: \(names.joined(separator: ", ")).")
    }
}
