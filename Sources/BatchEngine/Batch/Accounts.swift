import BatchCore

/// The accounts of a run: the one that the options choose first, then those that jobs name, in the order in which they are
/// opened. The provider's name identifies an account: two profiles with one base URL are two accounts.
struct Accounts: Sendable {
    /// The providers that jobs may name.
    let catalog: ProviderCatalog
    private(set) var list: [Account]
    private let keys: KeyRing
    /// The variable that should hold a missing key, by account.
    private var missingKeys: [AccountID: String]
    /// Refusals before the run, by account. These accounts are not used.
    private var refusals: [AccountID: Failure] = [:]
    /// Whether any job uses the chosen account.
    private var isChosenAsked = false
    /// The simulator in place of every provider; nil unless this is a rehearsal.
    private let stage: OpenStage?

    /// - Parameters:
    ///   - chosen: account of the jobs that name no provider.
    ///   - missingKey: variable that should hold its key; nil if it needs none or has it.
    init(chosen: Account, missingKey: String?, catalog: ProviderCatalog, keys: KeyRing, stage: OpenStage? = nil) {
        (self.catalog, self.keys, self.stage) = (catalog, keys, stage)
        list = [stage?.account(inPlaceOf: chosen) ?? chosen]
        missingKeys = stage == nil ? missingKey.map { [AccountID(0): $0] } ?? [:] : [:]
    }

    /// The account that the options choose.
    var chosen: Account { list[0] }

    subscript(_ account: AccountID) -> Account { list[account.index] }

    /// The names that jobs may give a provider.
    var names: [String] {
        let others = catalog.providers.filter { $0.name != chosen.provider.name && canBeAsked($0) }
        return [chosen.provider.name] + others.map(\.name)
    }

    /// The simulated provider is available only if it was chosen, or in a rehearsal.
    private func canBeAsked(_ provider: Provider) -> Bool { !provider.baseURL.isEmpty || stage != nil }

    /// The provider of jobs that name this one, or none; nil if it is not known.
    func provider(_ name: String?) -> Provider? {
        guard let name, name != chosen.provider.name else { return chosen.provider }
        return catalog.named(name).flatMap { canBeAsked($0) ? $0 : nil }
    }

    /// Whether the provider is used at its known base URL. Another server may have its name.
    func isAtHome(_ provider: Provider) -> Bool {
        stage != nil || provider.name != chosen.provider.name || chosen.baseURL == provider.baseURL
    }

    /// The model that a job uses; nil if it names a provider that is not known.
    func model(of job: Job) -> AskedModel? {
        provider(job.provider).map { provider in
            let isChosen = provider.name == chosen.provider.name
            return AskedModel(provider: provider.name, model: job.model ?? (isChosen ? chosen.model : provider.defaultModel))
        }
    }

    /// The account that a job uses; nil if it is not open.
    func account(of job: Job) -> AccountID? {
        guard let name = job.provider else { return AccountID(0) }
        return account(named: name)
    }

    /// The account of the provider of that name; nil if it is not open.
    func account(named name: String) -> AccountID? { list.firstIndex { $0.provider.name == name }.map { AccountID($0) } }

    /// The names by which jobs use each account, of all names that jobs use. Jobs that name no provider use the first account,
    /// if there are any.
    func jobNames(among named: [String]) -> [[String]] {
        list.enumerated().map { (place, account) in
            (place == 0 && isChosenAsked ? [""] : []) + named.filter { $0 == account.provider.name }
        }
    }

    /// Opens the account of the jobs that name this provider, or none.
    /// - Returns: nil if the provider is not known.
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
            if key == nil { missingKeys[AccountID(list.count)] = provider.keyVariable }
            list.append(Account(provider: provider, key: key))
        }
        return AccountID(list.count - 1)
    }

    /// The accounts that some job uses, or may fall back to.
    var asked: ArraySlice<Account> { isChosenAsked ? list[...] : list.dropFirst() }

    /// Uses an account no more.
    mutating func leaveAlone(_ account: AccountID, since refusal: Failure) { refusals[account] = refusal }

    /// Why an account cannot be used at all; nil if it can.
    func obstacle(of account: AccountID) -> Failure? {
        missingKey(account).map { Failure(code: "key_missing", message: "\($0) is not set") } ?? refusals[account]
    }

    /// The variable that should hold the key of an account which some job uses; nil if the key is there.
    func missingKey(_ account: AccountID) -> String? {
        asked.indices.contains(account.index) ? missingKeys[account] : nil
    }

    /// - Throws: if the key of an account that jobs use is missing.
    func requireKeys(of asked: some Sequence<AccountID>) throws(BatchError) {
        for account in asked.sorted(by: { $0.index < $1.index }) {
            guard let variable = missingKey(account) else { continue }
            throw BatchError(.keyMissing(provider: self[account].provider, variable: variable, ignoredLine: keys.ignoredLine))
        }
    }
}
