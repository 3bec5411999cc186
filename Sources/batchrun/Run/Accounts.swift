import BatchEngine

/// The accounts of a run: that of the command line first, then one for each other provider that a job may name.
struct Accounts: Sendable {
    let list: [Account]
    /// The variable that a missing key was looked for in, by account.
    private let missingKeys: [Int: String]

    /// - Parameter chosen: the account that jobs are asked of which name no provider.
    init(chosen: Account, missingKey: String?, keys: KeyRing) {
        var list = [chosen]
        var missing = missingKey.map { [0: $0] } ?? [:]
        for provider in Provider.all where provider.name != chosen.provider.name && !provider.baseURL.isEmpty {
            let key = provider.keyVariable.flatMap { keys[$0] }
            if let variable = provider.keyVariable, key == nil { missing[list.count] = variable }
            list.append(Account(provider: provider, key: key))
        }
        (self.list, missingKeys) = (list, missing)
    }

    /// Whom a job is asked of; nil where it names a provider that the run does not know.
    func account(of job: Job) -> AccountID? {
        guard let name = job.provider else { return AccountID(0) }
        return account(named: name)
    }

    /// The account of the provider of that name; nil where the run does not know it.
    func account(named name: String) -> AccountID? { list.firstIndex { $0.provider.name == name }.map { AccountID($0) } }

    /// By which names jobs ask for each account, of the names that jobs ask by at all. Those that name nobody ask for the first.
    func jobNames(among named: [String]) -> [[String]] {
        list.enumerated().map { (place, account) in
            (place == 0 ? [""] : []) + named.filter { $0 == account.provider.name }
        }
    }

    /// Which model a job is asked of; nil where it names a provider that the run does not know.
    func model(of job: Job) -> PricedModel? {
        account(of: job).map { PricedModel(provider: list[$0.index].provider.name, model: job.model ?? list[$0.index].model) }
    }

    func missingKey(_ account: AccountID) -> String? { missingKeys[account.index] }
}

/// Where keys come from: the environment, then a `.env` file in the working folder. Never an argument.
struct KeyRing: Sendable {
    private let file: DotEnv

    init() throws { file = try DotEnv(path: ".env") }

    subscript(_ variable: String) -> Secret? {
        Terminal.environment(variable).flatMap { Secret($0).trimmed } ?? file[variable]?.trimmed
    }
}
