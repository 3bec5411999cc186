/// What a response, or its absence, means for the conversation and for the account.
package enum Outcome: Sendable {
    /// A reply that is paid for.
    case replied(Reply)
    /// The account's limit was met: its concurrency shrinks and nobody's attempt is spent.
    case throttled(Failure)
    /// The server does not have the response that the request was to go on from: the round is asked again with all that was
    /// said, and nobody's attempt is spent.
    case historyLost(Failure)
    /// This attempt failed and another may succeed: one of the job's attempts is spent.
    case transient(Failure)
    /// No server was reached (no such host, refused, TLS not agreed): the account waits and nobody's attempt is spent.
    case unreachable(Failure)
    /// The provider will never accept this request: the job ends here, the run goes on.
    case rejected(Failure)
    /// The account cannot go on (key refused, balance gone): the account stops and nobody fails.
    case accountStopped(Failure)

    /// The word that stands for it in records and reports.
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

    /// What went wrong; nil for a reply.
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
    /// What the provider says that the attempt used, where it says so.
    package var usage: Usage? {
        if case .replied(let reply) = self { reply.usage } else { failure?.usage }
    }
}

/// What went wrong with an attempt, a job or an account.
public struct Failure: Error, Hashable, Sendable {
    /// A word in lower case with underscores, such as `rate_limited` or `insufficient_balance`.
    public var code: String
    /// A sentence for people; the provider's own words if it gave some.
    public var message: String
    /// The status of the HTTP response; nil if there was none.
    public var httpStatus: Int?
    /// How long the provider asked to wait.
    package var wait: Duration?
    /// The usage of the failed attempt; nil if the provider did not report it.
    package var usage: Usage?
    /// The server's name for its response, to quote to its support; nil if it gave none.
    public var requestID: String?
    /// What the user may do; nil if the failure itself says nothing of it. It is not stored with an attempt.
    public var advice: Advice?

    package init(
        code: String, message: String, httpStatus: Int? = nil, wait: Duration? = nil, usage: Usage? = nil, requestID: String? = nil,
        advice: Advice? = nil
    ) {
        (self.code, self.message, self.httpStatus, self.wait, self.usage) = (code, message, httpStatus, wait, usage)
        (self.requestID, self.advice) = (requestID, advice)
    }

    /// Whether the server had no room for the request: 503 (RFC 9110, 15.6.4), 529 of sites that know it, or their words in a 200.
    var isOverload: Bool { httpStatus == 503 || httpStatus == 529 || code == "overloaded" }
}
