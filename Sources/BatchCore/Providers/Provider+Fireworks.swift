extension Provider {
    /// Fireworks (https://docs.fireworks.ai).
    package static let fireworks = Provider(name: "fireworks", title: "Fireworks", baseURL: "https://api.fireworks.ai/inference/v1") {
        $0.keyVariable = "FIREWORKS_API_KEY"
        // Streams always report their usage, on the last chunk.
        $0.errors = ofFireworks
        // Only some models have a separate member for reasoning.
        $0.completesTexts = true
        $0.splitsThinkTags = true
        // The requests of a session reach the same replica, whose cache contains the conversation
        // (https://docs.fireworks.ai/guides/prompt-caching).
        $0.sessions = SessionNames(headers: ["x-session-affinity"])
        // Histories are kept for 30 days (https://docs.fireworks.ai/guides/response-api).
        $0.responses = .documented
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://docs.fireworks.ai/guides/inference-error-codes"
    }

    private static let ofFireworks = ErrorTable([
        ErrorEntry(
            400...400, code: "invalid_request", title: "Bad Request", meaning: "The request is not of the form that the API wants.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        ErrorEntry(
            401...401, code: "key_refused", title: "Unauthorized", meaning: "The API key is wrong or may not do this.", handling: .stop,
            advice: "Set FIREWORKS_API_KEY to a key from https://app.fireworks.ai/settings/users/api-keys and resume the run."),
        ErrorEntry(
            402...402, code: "insufficient_balance", title: "Payment Required",
            meaning: "The account has no paid plan or has reached its limit.", handling: .stop,
            advice: "Settle it at https://fireworks.ai/account/billing, then resume the run."),
        ErrorEntry(
            403...403, code: "access_denied", title: "Forbidden", meaning: "The key is not one that may do this.", handling: .stop,
            advice: "Check the key, then resume the run."),
        ErrorEntry(
            404...404, code: "not_found", title: "Not Found",
            meaning: "The model does not exist, is not deployed, or is not the account's to use.", handling: .stop,
            advice: "Write the model's whole name (accounts/fireworks/models/…), then resume the run."),
        ErrorEntry(
            405...405, code: "wrong_endpoint", title: "Method Not Allowed", meaning: "Nothing answers this at the base URL.",
            handling: .stop, advice: "Check the base URL, then resume the run."),
        ErrorEntry(
            408...408, code: "request_timeout", title: "Request Timeout", meaning: "The request took too long.", handling: .retry,
            advice: "Nothing need be done; if it repeats, ask for fewer tokens."),
        ErrorEntry(
            412...412, code: "account_suspended", title: "Precondition Failed",
            meaning: "The account is suspended, mostly for its spending limit or an invoice; or an add-on to the model did not load.",
            handling: .stop, advice: "See https://fireworks.ai/account/billing, then resume the run."),
        ErrorEntry(
            413...413, code: "request_too_large", title: "Payload Too Large", meaning: "The request has more bytes than are taken.",
            handling: .reject, advice: "Shorten the conversation."),
        ErrorEntry(
            429...429, code: "rate_limited", title: "Over Quota", meaning: "A limit was met; it adapts to the use.", handling: .throttle,
            advice: "Nothing need be done: fewer requests are kept in flight, and the limit rises with steady use."),
        ErrorEntry(
            500...500, code: "server_error", title: "Internal Server Error", meaning: "The server has failed.", handling: .retry,
            advice: "Nothing need be done; if it persists, tell Fireworks."),
        ErrorEntry(
            502...502, code: "bad_gateway", title: "Bad Gateway", meaning: "A server behind the gateway gave no good answer.",
            handling: .retry, advice: "Nothing need be done."),
        ErrorEntry(
            503...503, code: "overloaded", title: "Service Unavailable", meaning: "The model has more to do than it can.",
            handling: .retry, advice: "Nothing need be done; a deployment of one's own is not shared."),
        ErrorEntry(
            504...504, code: "gateway_timeout", title: "Gateway Timeout", meaning: "The answer was not ready in time.", handling: .retry,
            advice: "Nothing need be done; if it repeats, ask for fewer tokens."),
    ])
}
