/// The place in a response that reports the cost of an attempt, in dollars. A reported cost overrides the cost computed from prices.
/// If ``header`` is set, zero means unknown, because LiteLLM writes it if it knows no cost.
package struct CostReport: Hashable, Sendable {
    /// The response header, in lower case; nil if no header reports the cost.
    package var header: String?
    /// The member of `usage`, read if the header reports nothing; nil if no member reports the cost.
    package var usageMember: String?

    package init(header: String? = nil, usageMember: String? = nil) { (self.header, self.usageMember) = (header, usageMember) }

    /// https://docs.litellm.ai/docs/proxy/response_headers. The headers of a stream are sent before its cost is known. Its usage contains
    /// the cost if the proxy sets `include_cost_in_streaming_usage`.
    static let ofLiteLLM = CostReport(header: "x-litellm-response-cost", usageMember: "cost")
    /// https://openrouter.ai/docs/use-cases/usage-accounting
    static let ofOpenRouter = CostReport(usageMember: "cost")
}
