/// Token counts of the provider, in one form for all providers. Nil means not reported, which is not zero.
package struct Usage: Hashable, Sendable {
    /// Input tokens, cached ones included.
    package var prompt: Int?
    /// Output tokens, reasoning included.
    package var completion: Int?
    package var total: Int?
    /// Input tokens that were served from the provider's cache, a part of ``prompt``.
    package var cached: Int?
    /// Output tokens spent on reasoning, a part of ``completion``.
    package var reasoning: Int?
    /// The total cost that the provider reports; most do not report it. Records keep it as a ``Cost``.
    package var cost: Dollars?
    /// The provider's `usage` object, for counts that this form does not have; nil if there was none.
    package var raw: JSONText?

    /// Whether it has no counts, but possibly a cost.
    var isEmpty: Bool { raw == nil && [prompt, completion, total, cached, reasoning].allSatisfy { $0 == nil } }

    package init(
        prompt: Int?, completion: Int?, total: Int? = nil, cached: Int? = nil, reasoning: Int? = nil, cost: Dollars? = nil,
        raw: JSONText? = nil
    ) {
        (self.prompt, self.completion, self.cached, self.reasoning, self.raw) = (prompt, completion, cached, reasoning, raw)
        self.cost = cost
        // The numbers come from a server, and may be of any size.
        let (sum, overflow) = (prompt ?? 0).addingReportingOverflow(completion ?? 0)
        self.total = total ?? (prompt == nil && completion == nil ? nil : overflow ? .max : sum)
    }
}
