import BatchCore
import BatchEngine

/// Where a rehearsal is played: a simulator that answers in the place of every provider, each under a base URL of its own, whose
/// path says who is played.
struct RehearsalStage: Sendable {
    private let baseURL: String

    init(_ simulator: LocalSimulator) { baseURL = simulator.baseURL }

    /// The account with the simulator in the place of its provider. It wants no key.
    func account(inPlaceOf account: Account) -> Account {
        var provider = account.provider
        var path = "/\(provider.name)/v1"
        // Features on trial are DeepSeek's.
        if provider.betaPath != nil { (provider.betaPath, path) = (Provider.deepseek.betaPath, "/\(Provider.deepseek.name)") }
        return Account(provider: provider, baseURL: baseURL + path, key: nil, model: account.model, deadlines: account.deadlines)
    }
}
