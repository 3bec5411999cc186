import BatchCore
import BatchEngine

/// The accounts of a run: that of the command line first, then those that jobs ask besides it, in the order in which they are
/// opened. An account is a provider's by its name: two profiles at one base URL are two accounts.
struct Accounts: Sendable {
    /// The providers that jobs may name.
    let catalog: ProviderCatalog
    private(set) var list: [Account]
    private let keys: KeyRing
    /// The variable that a missing key was looked for in, by account.
    private var missingKeys: [Int: String]
    /// Why accounts are not asked that will not serve.
    private var refusals: [Int: Failure] = [:]
    /// Whether any job asks the account of the command line.
    private var isChosenAsked = false
    /// Who answers in the place of every provider; nil where the providers do.
    private let stage: RehearsalStage?

    /// - Parameter chosen: the account that jobs are asked of which name no provider.
    init(chosen: Account, missingKey: String?, catalog: ProviderCatalog, keys: KeyRing, stage: RehearsalStage? = nil) {
        (self.catalog, self.keys, self.stage) = (catalog, keys, stage)
        list = [stage?.account(inPlaceOf: chosen) ?? chosen]
        missingKeys = stage == nil ? missingKey.map { [0: $0] } ?? [:] : [:]
    }

    /// The names that jobs may give a provider.
    var names: [String] {
        let others = catalog.providers.filter { $0.name != list[0].provider.name && canBeAsked($0) }
        return [list[0].provider.name] + others.map(\.name)
    }

    /// The simulated provider listens only where it was chosen, and in a rehearsal.
    private func canBeAsked(_ provider: Provider) -> Bool { !provider.baseURL.isEmpty || stage != nil }

    /// The provider that jobs are asked of which name this one, or none; nil where it is not known.
    func provider(_ name: String?) -> Provider? {
        guard let name, name != list[0].provider.name else { return list[0].provider }
        return catalog.named(name).flatMap { canBeAsked($0) ? $0 : nil }
    }

    /// Whether the provider is asked where it is at home, and not at another base URL, where others may have its name.
    func isAtHome(_ provider: Provider) -> Bool {
        stage != nil || provider.name != list[0].provider.name || list[0].baseURL == provider.baseURL
    }

    /// Which model a job is asked of; nil where it names a provider that is not known.
    func model(of job: Job) -> AskedModel? {
        provider(job.provider).map { provider in
            let isChosen = provider.name == list[0].provider.name
            return AskedModel(provider: provider.name, model: job.model ?? (isChosen ? list[0].model : provider.defaultModel))
        }
    }

    /// The account that a job is asked of; nil where it is not open.
    func account(of job: Job) -> AccountID? {
        guard let name = job.provider else { return AccountID(0) }
        return account(named: name)
    }

    /// The account of the provider of that name; nil where it is not open.
    func account(named name: String) -> AccountID? { list.firstIndex { $0.provider.name == name }.map { AccountID($0) } }

    /// By which names jobs ask for each account, of the names that jobs ask by at all. Those that name nobody ask for the first,
    /// where there are any.
    func jobNames(among named: [String]) -> [[String]] {
        list.enumerated().map { (place, account) in
            (place == 0 && isChosenAsked ? [""] : []) + named.filter { $0 == account.provider.name }
        }
    }

    /// The account that jobs are asked of which name this provider, or none. It is opened where it is not yet; nil where the
    /// provider is not known.
    mutating func open(_ name: String?) -> AccountID? {
        if let account = name.map({ account(named: $0) }) ?? AccountID(0) {
            if account.index == 0 { isChosenAsked = true }
            return account
        }
        guard let provider = provider(name) else { return nil }
        if let stage {
            list.append(stage.account(inPlaceOf: Account(provider: provider, key: nil)))
        } else {
            let key = provider.keyVariable.flatMap { keys[$0] }
            if key == nil { missingKeys[list.count] = provider.keyVariable }
            list.append(Account(provider: provider, key: key))
        }
        return AccountID(list.count - 1)
    }

    /// The accounts that some job asks, or may fall back to.
    var asked: ArraySlice<Account> { isChosenAsked ? list[...] : list.dropFirst() }

    /// Asks nothing of an account.
    mutating func leaveAlone(_ account: AccountID, since refusal: Failure) { refusals[account.index] = refusal }

    /// Why an account cannot be asked at all; nil where it can.
    func obstacle(of account: AccountID) -> Failure? {
        missingKey(account).map { Failure(code: "key_missing", message: "\($0) is not set") } ?? refusals[account.index]
    }

    /// The variable that the key of an account is missing in, where some job asks the account.
    func missingKey(_ account: AccountID) -> String? {
        asked.indices.contains(account.index) ? missingKeys[account.index] : nil
    }
}

/// Where keys come from: the environment, then a `.env` file in the working folder. Never an argument.
struct KeyRing: Sendable {
    private let file: DotEnv

    init() throws { file = try DotEnv(path: ".env") }

    /// The first line of the file that is not understood; nil where all are.
    var ignoredLine: Int? { file.ignoredLines.first }

    subscript(_ variable: String) -> Secret? {
        Terminal.environment(variable).flatMap { Secret($0).trimmed } ?? file[variable]?.trimmed
    }
}
