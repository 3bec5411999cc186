/// Where a provider tells what an attempt cost, in dollars. What it tells goes before what a price list gives. Where it tells it in a
/// header, zero is not taken for an amount: LiteLLM writes it where it has none to tell.
package struct CostReport: Hashable, Sendable {
    /// The header of the response, in lower case; nil where it is in none.
    package var header: String?
    /// The member of `usage`, looked at where the header tells nothing; nil where it is in none.
    package var usageMember: String?

    package init(header: String? = nil, usageMember: String? = nil) { (self.header, self.usageMember) = (header, usageMember) }

    /// https://docs.litellm.ai/docs/proxy/response_headers; the headers of a stream have gone when its cost is known, and then the
    /// usage has it, if the proxy is set to `include_cost_in_streaming_usage`.
    static let ofLiteLLM = CostReport(header: "x-litellm-response-cost", usageMember: "cost")
    /// https://openrouter.ai/docs/use-cases/usage-accounting
    static let ofOpenRouter = CostReport(usageMember: "cost")
}
