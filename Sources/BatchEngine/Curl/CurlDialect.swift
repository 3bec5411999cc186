import BatchCore

/// What the pool asks of the API that it carries: how an attempt is written as a request, what came of it, and how long it
/// may take. Called on the workers' queues.
struct CurlDialect: Sendable {
    var encode: @Sendable (Attempt) -> HTTPRequest
    var classify: @Sendable (Result<HTTPResponse, TransferFault>, ReplyFrame, Instant) -> Outcome
    var deadlines: @Sendable (AccountID) -> Deadlines
}

extension CurlDialect {
    init(_ wire: WireFormat) {
        encode = { wire.request(for: $0) }
        classify = { result, frame, now in
            switch result {
            case .success(let response): wire.outcome(of: response, in: frame, now: now)
            case .failure(let fault): wire.outcome(of: fault, account: frame.account)
            }
        }
        deadlines = { wire.deadlines(for: $0) }
    }
}
