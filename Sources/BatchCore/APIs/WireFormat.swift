// APIs: how attempts are written as HTTP requests and what the responses mean. Floor 2; may use Providers.

/// Writes attempts as requests and reads responses as outcomes: all that a transport needs to know of an API, and pure.
package struct WireFormat: Sendable {
    package let accounts: [Account]
    /// What the requests of each account have in common.
    private let heads: [RequestHead]
    /// Whether answers are asked for as streams if a job does not say.
    private let streams: Bool

    /// - Parameters:
    ///   - accounts: the run's accounts, in the order that ``AccountID`` counts them.
    ///   - streams: whether jobs that do not say ask for streams. The outcomes are the same.
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

    /// What `response` means. `now` dates waits that a server gives as a point in time.
    package func outcome(of response: HTTPResponse, in frame: ReplyFrame, now: Instant) -> Outcome {
        let account = accounts[frame.account.index]
        var outcome = ChatCompletions.outcome(of: response, account: account, in: frame, now: now)
        ToldCost.add(to: &outcome, from: response, as: account.costReport)
        return outcome
    }

    /// What a transfer without a response means.
    package func outcome(of fault: TransferFault, account: AccountID) -> Outcome {
        ChatCompletions.outcome(of: fault, account: accounts[account.index])
    }

    package func deadlines(for account: AccountID) -> Deadlines { accounts[account.index].deadlines }
}

/// What of an attempt its response is read by.
package struct ReplyFrame: Sendable {
    package var account: AccountID
    /// ``RoundRequest/allowsEmptyReply``.
    package var allowsEmptyReply = false
    /// The text that the reply continues; nil if the model begins it.
    package var beginning: String?
    /// Whether the response is one of the Responses API.
    package var isResponses = false
    /// Whether the request went on from what the server keeps.
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
