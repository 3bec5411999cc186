// Schedule: which conversation is requested next, and when: order, limits, waits and retries. Floor 2.

/// What limits an account, as the user and the provider set it.
package struct AccountLimits: Hashable, Sendable {
    /// Maximum attempts in flight.
    package var concurrency: Int
    /// How many attempts may be in flight at first, until replies show what the account allows; ``concurrency`` if it is fixed.
    package var initialConcurrency: Int
    /// Requests a minute; nil for no limit.
    package var requestsPerMinute: Int?
    /// Tokens a minute, input and output; nil for no limit.
    package var tokensPerMinute: Int?

    package init(concurrency: Int, initialConcurrency: Int? = nil, requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil) {
        self.concurrency = max(1, concurrency)
        self.initialConcurrency = min(max(1, initialConcurrency ?? concurrency), self.concurrency)
        (self.requestsPerMinute, self.tokensPerMinute) = (requestsPerMinute, tokensPerMinute)
    }
}
