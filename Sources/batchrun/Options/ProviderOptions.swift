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
        if let baseURL { try Self.checkBaseURL(baseURL) }
        if let provider { _ = try Self.known(provider) }
        // What was given may be the key itself, so it is not said again.
        if let apiKeyEnv, !Self.isVariable(apiKeyEnv) {
            throw ValidationError("--api-key-env takes the name of an environment variable, never a key.")
        }
    }

    /// The base URL is printed, logged and stored, and so must hold no secret.
    private static func checkBaseURL(_ url: String) throws {
        let afterScheme = url.split(separator: "://", maxSplits: 1).last ?? ""
        guard !afterScheme.prefix(while: { $0 != "/" }).contains("@") else {
            throw ValidationError("--base-url must not hold a user and a password; a key comes from the environment.")
        }
        guard !url.contains("?"), !url.contains("#") else {
            throw ValidationError("--base-url must not hold a query; /chat/completions is put at its end.")
        }
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw ValidationError("--base-url '\(url)' must begin with http:// or https://.")
        }
    }

    private static func isVariable(_ name: String) -> Bool {
        name.first?.isNumber == false && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    /// The provider that is meant: the one named, or whatever speaks at the base URL, or DeepSeek.
    var chosen: Provider {
        get throws {
            if let provider { return try Self.known(provider) }
            if let baseURL { return .custom(baseURL: baseURL) }
            return .deepseek
        }
    }

    /// The account to ask a single question of.
    func account() throws -> Account {
        let provider = try chosen
        let variable = apiKeyEnv ?? provider.keyVariable
        let keys = try KeyRing()
        let key = variable.flatMap { keys[$0] }
        if let variable, key == nil {
            throw CommandFailure(
                "\(provider.title) needs a key, and \(variable) is not set.", hint: "Set it in the environment or in a .env file here.")
        }
        return Account(provider: provider, baseURL: baseURL, key: key, model: model)
    }

    static func known(_ name: String) throws -> Provider {
        if let provider = Provider.named(name) { return provider }
        let names = Provider.all.map(\.name)
        let nearest = NearestName.of(name, in: names).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError("There is no provider '\(name)'.\(nearest) Known: \(names.joined(separator: ", ")).")
    }
}
