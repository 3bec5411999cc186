/// Where a provider tells what an attempt cost. What it tells goes before what a price list gives.
public enum CostReport: Hashable, Sendable {
    /// In a header of the response, in dollars. Zero is not taken for an amount: LiteLLM sends it where it knows none
    /// (https://docs.litellm.ai/docs/proxy/response_headers).
    case header(String)
    /// In a member of `usage`, in dollars (https://openrouter.ai/docs/use-cases/usage-accounting).
    case usageMember(String)

    static let ofLiteLLM = CostReport.header("x-litellm-response-cost")
}
