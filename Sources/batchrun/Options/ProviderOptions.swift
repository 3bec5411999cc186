import ArgumentParser
import BatchCore
import BatchEngine

/// Provider, model and key.
struct ProviderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Provider: \(ProviderCatalog.builtIn.names.joined(separator: ", ")), or a name from a profile file. "
                + "(default: the server at --base-url if given, else deepseek)", valueName: "name")
    )
    var provider: String?

    @Option(help: ArgumentHelp("Base URL of the API, for any OpenAI-compatible server: http://127.0.0.1:8000/v1", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("Model for jobs that name none.", valueName: "name"))
    var model: String?

    @Option(help: ArgumentHelp("Environment variable that holds the key.", valueName: "variable"))
    var apiKeyEnv: String?

    @OptionGroup var profiles: ProfileOptions

    mutating func validate() throws {
        if let baseURL, let objection = BaseURL.objection(to: baseURL) { throw ValidationError("--base-url \(objection).") }
        // The argument may be the key itself, so the message must not repeat it.
        if let apiKeyEnv, !EnvironmentVariable.isName(apiKeyEnv) {
            throw ValidationError("--api-key-env takes the name of an environment variable, never a key.")
        }
    }

    /// The provider to use: the one named, else the server at the base URL, else DeepSeek.
    func chosen(in catalog: ProviderCatalog) throws -> Provider {
        if let provider { return try catalog.known(provider) }
        if let baseURL {
            var server = Provider.custom(baseURL: baseURL)
            server = catalog.named(server.name) ?? server
            server.baseURL = baseURL
            return server
        }
        return try catalog.known(Provider.deepseek.name)
    }

    /// The account for a single request.
    /// - Throws: a failure if the account's key is missing.
    func account() throws -> Account {
        let provider = try chosen(in: profiles.catalog())
        let variable = apiKeyEnv ?? provider.keyVariable
        let keys = try KeyRing()
        let key = variable.flatMap { keys[$0] }
        if let variable, key == nil {
            throw CommandFailure(
                "\(provider.title) needs a key, and \(variable) is not set.", hint: "Set it in the environment or in a .env file here.")
        }
        return Account(provider: provider, baseURL: baseURL, key: key, model: model)
    }
}
