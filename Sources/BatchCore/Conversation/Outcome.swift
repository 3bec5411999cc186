/// The meaning of a response, or of a missing one, for the conversation and the account.
package enum Outcome: Sendable {
    /// A reply that is paid for.
    case replied(Reply)
    /// The account's limit was met: its concurrency shrinks, and no attempt counts.
    case throttled(Failure)
    /// The server does not have the response that the request continued. The round is requested again with the whole history, and no
    /// attempt counts.
    case historyLost(Failure)
    /// This attempt failed, and another may succeed. One of the job's attempts counts.
    case transient(Failure)
    /// No server was reached (unknown host, connection refused, TLS failed). The account waits, and no attempt counts.
    case unreachable(Failure)
    /// The provider will never accept this request: the job fails, and the run continues.
    case rejected(Failure)
    /// The account cannot be used (key refused, balance empty). It stops, and no job fails.
    case accountStopped(Failure)

    /// The name of the outcome in records and reports.
    package var name: String {
        switch self {
        case .replied: "replied"
        case .throttled: "throttled"
        case .historyLost: "history_lost"
        case .transient: "transient"
        case .unreachable: "unreachable"
        case .rejected: "rejected"
        case .accountStopped: "account_stopped"
        }
    }

    /// The failure; nil for a reply.
    package var failure: Failure? {
        switch self {
        case .replied: nil
        case .throttled(let failure), .historyLost(let failure), .transient(let failure), .unreachable(let failure),
            .rejected(let failure), .accountStopped(let failure):
            failure
        }
    }
}

extension Outcome {
    /// The usage that the provider reports for the attempt; nil if it reports none.
    package var usage: Usage? {
        if case .replied(let reply) = self { reply.usage } else { failure?.usage }
    }
}

/// The failure of an attempt, a job or an account.
public struct Failure: Error, Hashable, Sendable {
    /// A word in lower case with underscores, such as `rate_limited` or `insufficient_balance`.
    public var code: String
    /// A sentence for people; the provider's own words if it gave some.
    public var message: String
    /// The status of the HTTP response; nil if there was none.
    public var httpStatus: Int?
    /// The wait that the provider requests; nil if it requests none.
    package var wait: Duration?
    /// The usage of the failed attempt; nil if the provider did not report it.
    package var usage: Usage?
    /// The server's name for its response, which its support can look up; nil if it sent none.
    public var requestID: String?
    /// What the user can do; nil if the failure itself does not suggest anything. It is not stored with an attempt.
    public var advice: Advice?

    package init(
        code: String, message: String, httpStatus: Int? = nil, wait: Duration? = nil, usage: Usage? = nil, requestID: String? = nil,
        advice: Advice? = nil
    ) {
        (self.code, self.message, self.httpStatus, self.wait, self.usage) = (code, message, httpStatus, wait, usage)
        (self.requestID, self.advice) = (requestID, advice)
    }

    /// Whether the server had no capacity: status 503 (RFC 9110, 15.6.4) or 529, or such an error inside a 200.
    var isOverload: Bool { httpStatus == 503 || httpStatus == 529 || code == "overloaded" }
}
