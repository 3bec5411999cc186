// APIs: how attempts are written as HTTP requests, and what the responses mean. Floor 2; may use Providers.

/// Writes attempts as requests and reads responses as outcomes. It is pure, and everything that a transport needs to know of an API.
package struct WireFormat: Sendable {
    package let accounts: [Account]
    /// The shared part of each account's requests.
    private let heads: [RequestHead]
    /// Whether jobs stream if they do not set `stream`.
    private let streams: Bool

    /// - Parameters:
    /// - accounts: the run's accounts, in the order of ``AccountID``.
    /// - streams: whether jobs stream if they do not set `stream`. The outcomes are the same.
    package init(accounts: [Account], streams: Bool = false) {
        (self.accounts, self.streams) = (accounts, streams)
        heads = accounts.map { RequestHead(for: $0) }
    }

    /// The HTTP request of `attempt`.
    package func request(for attempt: Attempt) -> HTTPRequest {
        let index = attempt.account.index
        let streaming = Streaming(attempt.request, byDefault: streams, provider: accounts[index].provider)
        return HTTPRequest(
            url: heads[index].url(for: attempt.request), headers: heads[index].headers(for: attempt.request),
            body: RequestBody.bytes(of: attempt.request, to: accounts[index], streaming: streaming), streams: streaming.isOn)
    }

    /// The outcome of `response`. `now` is needed for waits that are given as a point in time.
    package func outcome(of response: HTTPResponse, in frame: ReplyFrame, now: Instant) -> Outcome {
        let account = accounts[frame.account.index]
        var outcome = ChatCompletions.outcome(of: response, account: account, in: frame, now: now)
        ReportedCost.add(to: &outcome, from: response, as: account.costReport)
        return outcome
    }

    /// The outcome of a transfer without a complete response.
    package func outcome(of fault: TransferFault, account: AccountID) -> Outcome {
        ChatCompletions.outcome(of: fault, account: accounts[account.index])
    }

    package func deadlines(for account: AccountID) -> Deadlines { accounts[account.index].deadlines }
}

/// The facts of an attempt that are needed to read its response.
package struct ReplyFrame: Sendable {
    package var account: AccountID
    /// ``RoundRequest/allowsEmptyReply``.
    package var allowsEmptyReply = false
    /// The prefill of the reply; nil if the model begins it.
    package var beginning: String?
    /// Whether the API is the Responses API.
    package var isResponses = false
    /// Whether the request continued a history that the server keeps.
    package var goesOnFromKept = false
    /// The request's limit of output tokens; nil if it has none.
    package var outputLimit: Int?

    package init(account: AccountID) { self.account = account }

    package init(_ attempt: Attempt) {
        account = attempt.account
        allowsEmptyReply = attempt.request.allowsEmptyReply
        if case .chat(_, let begun?) = attempt.request.input { beginning = begun.text }
        guard case .responses(_, let previous, _) = attempt.request.input else { return }
        isResponses = true
        goesOnFromKept = previous != nil
        outputLimit = attempt.request.parameters["max_output_tokens"]?.int
    }
}
