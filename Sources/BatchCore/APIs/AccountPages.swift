/// The provider's pages with an account's models and balance. They cost nothing.
package enum AccountPages {
    /// The request for the models (`GET /models`, https://api-docs.deepseek.com/api/list-models); nil if the provider has no such page.
    package static func modelsRequest(_ account: Account) -> HTTPRequest? { request(account.provider.pages.models, account) }

    /// The request for the balance (`GET /user/balance`, https://api-docs.deepseek.com/api/get-user-balance); nil if the provider has no
    /// such page.
    package static func balanceRequest(_ account: Account) -> HTTPRequest? { request(account.provider.pages.balance, account) }

    private static func request(_ path: String?, _ account: Account) -> HTTPRequest? {
        path.map { HTTPRequest(method: "GET", url: account.baseURL + $0, headers: ChatCompletions.headers(for: account), body: []) }
    }

    /// The names of the models, in the provider's order.
    package static func models(in response: HTTPResponse, account: Account, now: Instant) -> Page<[String]> {
        page(response, account, now) { root in
            // Together.ai sends a bare list, the others an object with a list in `data`.
            let list = root.kind == .array ? root : root["data"]
            return list.map { $0.elements.compactMap { $0["id"]?.string } }
        }
    }

    package static func balance(in response: HTTPResponse, account: Account, now: Instant) -> Page<Balance> {
        page(response, account, now) { root in
            guard let isAvailable = root["is_available"]?.bool, let infos = root["balance_infos"]?.elements else { return nil }
            let amounts = infos.map { info in
                Balance.Amount(
                    currency: info["currency"]?.string ?? "?", total: info["total_balance"]?.string ?? "?",
                    granted: info["granted_balance"]?.string ?? "?", toppedUp: info["topped_up_balance"]?.string ?? "?")
            }
            return Balance(isAvailable: isAvailable, amounts: amounts)
        }
    }

    private static func page<Content>(
        _ response: HTTPResponse, _ account: Account, _ now: Instant, _ read: (JSONValue) -> Content?
    ) -> Page<Content> {
        guard (200..<300).contains(response.status) else {
            let outcome = ChatCompletions.outcome(of: response, account: account, in: ReplyFrame(account: AccountID(0)), now: now)
            // The statuses 404 and 405 stop an account when a reply is requested. For a page they only mean that there is none.
            if case .accountStopped(let failure) = outcome, ![404, 405].contains(response.status) { return .refused(failure) }
            return .unreadable(outcome.failure?.message ?? "status \(response.status)")
        }
        guard let root = JSONValue(foreign: response.body), let content = read(root) else {
            return .unreadable("the answer is not of the documented form")
        }
        return .content(content)
    }

    /// The result of requesting a page.
    package enum Page<Content: Sendable>: Sendable {
        case content(Content)
        /// The account cannot be used: its key is refused, or its balance is used up.
        case refused(Failure)
        /// The page is missing or not understood. That says nothing about the account.
        case unreadable(String)
    }
}

/// The balance of an account.
package struct Balance: Hashable, Sendable {
    /// Amounts in the provider's spelling: decimal numbers in the currency's unit.
    package struct Amount: Hashable, Sendable {
        package var currency: String
        package var total: String
        /// The part that was granted.
        package var granted: String
        /// The part that was topped up.
        package var toppedUp: String

        package init(currency: String, total: String, granted: String, toppedUp: String) {
            (self.currency, self.total, self.granted, self.toppedUp) = (currency, total, granted, toppedUp)
        }
    }

    /// Whether it is enough for requests.
    package var isAvailable: Bool
    package var amounts: [Amount]

    package init(isAvailable: Bool, amounts: [Amount]) { (self.isAvailable, self.amounts) = (isAvailable, amounts) }
}
