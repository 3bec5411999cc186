// Schedule: who is asked next and when: order, limits, waits and retries. Floor 2.

/// What limits an account, as the user and the provider set it.
package struct AccountLimits: Hashable, Sendable {
    /// The most attempts under way at once.
    package var concurrency: Int
    /// How many attempts may be under way before the account has shown what it bears; ``concurrency`` where it is fixed.
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
