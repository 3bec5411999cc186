package import BatchCore

/// Reads an account's free pages: its models, its balance.
package struct AccountInquiry {
    package let account: Account
    private let clock: any EngineClock

    /// - Parameter clock: time for reading the answers.
    init(account: Account, clock: any EngineClock) { (self.account, self.clock) = (account, clock) }

    /// The account that the options choose, for single requests.
    /// - Throws: ``BatchError`` for an invalid option, an unknown provider, or a missing key.
    package init(options: BatchOptions) throws(BatchError) {
        try options.validate()
        let provider = try ProviderCatalog.load(file: options.profiles).chosen(options)
        let variable = options.keyVariable ?? provider.keyVariable
        let keys = try KeyRing.read()
        let key = variable.flatMap { keys[$0] }
        if let variable, key == nil {
            throw BatchError(.keyMissing(provider: provider, variable: variable, ignoredLine: keys.ignoredLine))
        }
        self.init(account: Account(provider: provider, baseURL: options.baseURL, key: key, model: options.model), clock: SystemClock())
    }

    /// Names of the models that the provider offers to the account.
    package func models() throws(BatchError) -> [String] { try content(of: modelsPage, .models) }

    /// The account's balance.
    package func balance() throws(BatchError) -> Balance { try content(of: balancePage, .balance) }

    /// Nil if the provider has no such page.
    var modelsPage: AccountPages.Page<[String]>? {
        AccountPages.modelsRequest(account).map { ask($0) { AccountPages.models(in: $0, account: account, now: clock.now()) } }
    }

    /// Nil if the provider has no such page.
    var balancePage: AccountPages.Page<Balance>? {
        AccountPages.balanceRequest(account).map { ask($0) { AccountPages.balance(in: $0, account: account, now: clock.now()) } }
    }

    private func content<Content>(
        of page: AccountPages.Page<Content>?, _ name: BatchError.AccountPage
    ) throws(BatchError) -> Content {
        let provider = account.provider
        switch page {
        case .content(let content)?: return content
        case .refused(let failure)?: throw BatchError(.pageRefused(provider: provider, failure))
        case .unreadable(let reason)?: throw BatchError(.pageUnreadable(name, provider: provider, detail: reason))
        case nil: throw BatchError(.pageMissing(name, provider: provider))
        }
    }

    private func ask<Content>(_ request: HTTPRequest, _ read: (HTTPResponse) -> AccountPages.Page<Content>) -> AccountPages.Page<Content> {
        let deadlines = Deadlines(connect: account.deadlines.connect, idle: .seconds(30), attempt: .seconds(30))
        switch CurlFetch(clock: clock)(request, deadlines: deadlines) {
        case .success(let response): return read(response)
        case .failure(let fault):
            let failure = WireFormat(accounts: [account]).outcome(of: fault, account: AccountID(0)).failure
            return .unreadable(failure?.message ?? "no answer")
        }
    }
}
