// APIs: how attempts are written as HTTP requests and what the responses mean. Floor 2; may use Providers.

/// Writes attempts as requests and reads responses as outcomes: all that a transport needs to know of an API, and pure.
public struct WireFormat: Sendable {
    public let accounts: [Account]

    /// - Parameter accounts: the run's accounts, in the order that ``AccountID`` counts them.
    public init(accounts: [Account]) { self.accounts = accounts }

    /// The HTTP request of `attempt`.
    public func request(for attempt: Attempt) -> HTTPRequest {
        ChatCompletions.request(for: attempt.request, account: accounts[attempt.account.index])
    }

    /// What `response` means. `now` dates waits that a server gives as a point in time.
    public func outcome(of response: HTTPResponse, account: AccountID, now: Instant) -> Outcome {
        ChatCompletions.outcome(of: response, account: accounts[account.index], now: now)
    }

    /// What a transfer without a response means.
    public func outcome(of fault: TransferFault, account: AccountID) -> Outcome {
        ChatCompletions.outcome(of: fault, account: accounts[account.index])
    }

    public func deadlines(for account: AccountID) -> Deadlines { accounts[account.index].deadlines }
}
