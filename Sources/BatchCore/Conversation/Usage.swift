/// Tokens as the provider counted them, in one form for all providers. Nil means not reported, which is not zero.
package struct Usage: Hashable, Sendable {
    /// Input tokens, cached ones included.
    package var prompt: Int?
    /// Output tokens, reasoning included.
    package var completion: Int?
    package var total: Int?
    /// Input tokens that were served from the provider's cache, a part of ``prompt``.
    package var cached: Int?
    /// Output tokens spent on the chain of thought, a part of ``completion``.
    package var reasoning: Int?
    /// What the provider says that it all costs; most leave that to their price lists. Records keep it as a ``Cost``.
    package var cost: Dollars?
    /// The provider's `usage` object, for what this form does not hold; nil if there was none.
    package var raw: JSONText?

    /// Whether it has no count, and a cost at most.
    var isEmpty: Bool { raw == nil && [prompt, completion, total, cached, reasoning].allSatisfy { $0 == nil } }

    package init(
        prompt: Int?, completion: Int?, total: Int? = nil, cached: Int? = nil, reasoning: Int? = nil, cost: Dollars? = nil,
        raw: JSONText? = nil
    ) {
        (self.prompt, self.completion, self.cached, self.reasoning, self.raw) = (prompt, completion, cached, reasoning, raw)
        self.cost = cost
        // The numbers come from a server, and may be any.
        let (sum, overflow) = (prompt ?? 0).addingReportingOverflow(completion ?? 0)
        self.total = total ?? (prompt == nil && completion == nil ? nil : overflow ? .max : sum)
    }
}
