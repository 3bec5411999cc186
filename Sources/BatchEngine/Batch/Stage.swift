import BatchCore

/// A simulator that answers in place of providers: in a rehearsal in place of all of them, else as the provider `simulated`.
///
/// The library contains no server. For a rehearsal, pass the URL of one, such as the server that `batchrun simulate` starts.
public struct Stage: Sendable {
    private let start: @Sendable () throws -> String

    /// A simulator that is listening.
    /// - Parameter baseURL: its URL, without a path and without a slash at the end.
    public init(baseURL: String) { start = { baseURL } }

    /// A simulator that is started when a run needs it.
    /// - Parameter start: starts the simulator and returns its base URL. It is called at most once for each run, and blocks it.
    public init(starting start: @escaping @Sendable () throws -> String) { self.start = start }

    /// The base URL of the simulator, which listens from now on.
    /// - Throws: ``BatchError`` if it does not start.
    func open() throws(BatchError) -> OpenStage {
        do {
            return OpenStage(baseURL: try start())
        } catch {
            throw BatchError(.stageClosed("\(error)"))
        }
    }
}

/// A simulator that listens. The path of each base URL names the provider that it plays.
struct OpenStage: Sendable {
    let baseURL: String

    /// The account with the simulator in place of its provider. It needs no key.
    func account(inPlaceOf account: Account) -> Account {
        var provider = account.provider
        var path = "/\(provider.name)/v1"
        // The simulator plays DeepSeek's beta features for all.
        if provider.betaPath != nil { (provider.betaPath, path) = (Provider.deepseek.betaPath, "/\(Provider.deepseek.name)") }
        return Account(provider: provider, baseURL: baseURL + path, key: nil, model: account.model, deadlines: account.deadlines)
    }
}
