import BatchCore
import BatchEngine

/// Asks an account's free pages: its models, its balance.
struct AccountInquiry {
    let account: Account
    let clock: any EngineClock

    /// The page of models; nil where the provider has none.
    func models() -> AccountPages.Page<[String]>? {
        AccountPages.modelsRequest(account).map { ask($0) { AccountPages.models(in: $0, account: account, now: clock.now()) } }
    }

    /// The page of the balance; nil where the provider has none.
    func balance() -> AccountPages.Page<Balance>? {
        AccountPages.balanceRequest(account).map { ask($0) { AccountPages.balance(in: $0, account: account, now: clock.now()) } }
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
