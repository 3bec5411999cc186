import ArgumentParser
import BatchCore
import BatchEngine

/// Whom to ask.
struct ProviderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The provider: \(ProviderCatalog.builtIn.names.joined(separator: ", ")), or one of your own.", valueName: "name")
    )
    var provider: String?

    @Option(help: ArgumentHelp("Where the API is, for any server that speaks like OpenAI's: http://127.0.0.1:8000/v1", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("The model for jobs that name none.", valueName: "name"))
    var model: String?

    @Option(help: ArgumentHelp("The environment variable that holds the key.", valueName: "variable"))
    var apiKeyEnv: String?

    @OptionGroup var profiles: ProfileOptions

    mutating func validate() throws {
        if let baseURL, let objection = BaseURL.objection(to: baseURL) { throw ValidationError("--base-url \(objection).") }
        // What was given may be the key itself, so it is not said again.
        if let apiKeyEnv, !EnvironmentVariable.isName(apiKeyEnv) {
            throw ValidationError("--api-key-env takes the name of an environment variable, never a key.")
        }
    }

    /// The provider that is meant: the one named, or whatever speaks at the base URL, or DeepSeek.
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

    /// The account to ask a single question of.
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
