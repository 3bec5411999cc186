extension Provider {
    /// OpenAI (https://developers.openai.com/api/docs).
    package static let openai = Provider(name: "openai", title: "OpenAI", baseURL: "https://api.openai.com/v1") {
        $0.keyVariable = "OPENAI_API_KEY"
        $0.errors = ofOpenAI
        $0.takesStreamOptions = true
        // https://developers.openai.com/api/reference/resources/completions
        $0.fillsGaps = true
        // https://developers.openai.com/api/docs/guides/conversation-state
        $0.responses = .documented
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://developers.openai.com/api/docs/guides/error-codes"
    }

    private static let ofOpenAI = ErrorTable([
        ErrorEntry(
            400...400, marker: "content_policy_violation|content_filter", code: "content_filtered", title: "Content Policy Violation",
            meaning: "The provider's moderation does not let the input pass.", handling: .reject, advice: "Change the job's text."),
        ErrorEntry(
            400...400, code: "invalid_request", title: "Invalid Request", meaning: "The request is not of the form that the API wants.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        ErrorEntry(
            401...401, code: "key_refused", title: "Invalid Authentication",
            meaning: "The API key is wrong, or belongs to no organization that may use it.", handling: .stop,
            advice: "Set OPENAI_API_KEY to a key from https://platform.openai.com/api-keys and resume the run."),
        ErrorEntry(
            403...403, code: "access_denied", title: "Region Not Supported",
            meaning: "The API is not served in this country, or the key may not use the model.", handling: .stop,
            advice: "Check the network's region and the project's rights, then resume the run."),
        ErrorEntry(
            404...404, code: "not_found", title: "Not Found", meaning: "There is no such model, or the project has no access to it.",
            handling: .stop, advice: "Correct the model's name and resume the run."),
        ErrorEntry(
            429...429, marker: "insufficient_quota|credit_balance_exhausted", code: "insufficient_balance",
            title: "Credit Balance Exhausted",
            meaning: "The account's credit or its monthly budget is used up; waiting does not help.", handling: .stop,
            advice: "Add credit or raise the budget in the billing settings, then resume the run."),
        ErrorEntry(
            429...429, code: "rate_limited", title: "Rate Limit Reached", meaning: "A limit on requests or tokens was met.",
            handling: .throttle, advice: "Nothing need be done: fewer requests are kept in flight, and this one is sent again."),
        ErrorEntry(
            500...500, code: "server_error", title: "Server Error", meaning: "The server has met a problem of its own.", handling: .retry,
            advice: "Nothing need be done; if it persists, see https://status.openai.com."),
        ErrorEntry(
            503...503, marker: "slow down|slow_down", code: "rate_limited", title: "Slow Down",
            meaning: "The rate of requests grew faster than the service can follow.", handling: .throttle,
            advice: "Nothing need be done: fewer requests are kept in flight."),
        ErrorEntry(
            503...503, code: "overloaded", title: "Engine Overloaded", meaning: "The servers have too much traffic now.",
            handling: .retry, advice: "Nothing need be done."),
    ])
}
