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

    func apply(to options: inout BatchOptions) {
        (options.provider, options.baseURL, options.model, options.keyVariable) = (provider, baseURL, model, apiKeyEnv)
        profiles.apply(to: &options)
    }

    /// The account for single requests.
    func inquiry() throws(BatchError) -> AccountInquiry {
        var options = BatchOptions()
        apply(to: &options)
        return try AccountInquiry(options: options)
    }
}
