extension Provider {
    /// Mistral (https://docs.mistral.ai).
    package static let mistral = Provider(name: "mistral", title: "Mistral", baseURL: "https://api.mistral.ai/v1") {
        $0.keyVariable = "MISTRAL_API_KEY"
        // It refuses unknown members, `stream_options` among them. Its streams report their usage without that member.
        $0.errors = ofMistral
        // Prefill is at its usual URL (https://docs.mistral.ai/capabilities/completion).
        $0.completesPrefixes = true
        $0.repeatsPrefixes = true
        // Its first reasoning models wrote their reasoning this way. Current ones have separate parts for it.
        $0.splitsThinkTags = true
        // Its own client always sends `"store": false`, so no history is kept.
        $0.responses = KeptHistory.none
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://docs.mistral.ai/resources/error-glossary"
    }

    private static let ofMistral = ErrorTable([
        ErrorEntry(
            400...400, marker: "invalid model|invalid_model", code: "model_not_found", title: "Invalid Model",
            meaning: "Mistral does not know the model.", handling: .stop,
            advice: "Compare its name with https://docs.mistral.ai/getting-started/models, then resume the run."),
        ErrorEntry(
            400...400, code: "invalid_request", title: "Bad Request", meaning: "The request is not of the form that the API wants.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        ErrorEntry(
            401...401, code: "key_refused", title: "Unauthorized", meaning: "The API key is missing, wrong or expired.",
            handling: .stop,
            advice: "Set MISTRAL_API_KEY to a key from https://console.mistral.ai/api-keys and resume the run."),
        ErrorEntry(
            402...402, code: "insufficient_balance", title: "Payment Required", meaning: "The account has no credit or no valid plan.",
            handling: .stop, advice: "Settle it at https://admin.mistral.ai/billing, then resume the run."),
        ErrorEntry(
            403...403, code: "access_denied", title: "Forbidden", meaning: "The workspace or its tier may not use the model.",
            handling: .stop, advice: "Check the workspace's permissions and tier, then resume the run."),
        ErrorEntry(
            404...404, code: "not_found", title: "Not Found", meaning: "There is no such model, or nothing at this URL.", handling: .stop,
            advice: "Compare the model's name with https://docs.mistral.ai/getting-started/models, then resume the run."),
        ErrorEntry(
            422...422, code: "invalid_parameters", title: "Unprocessable Entity",
            meaning: "A member is not known or has a value that is not accepted; the message names it.", handling: .reject,
            advice: "Correct the member or leave it out."),
        ErrorEntry(
            429...429, marker: "capacity exceeded", code: "overloaded", title: "Service Tier Capacity Exceeded",
            meaning: "The tier has no capacity for this model now.", handling: .throttle,
            advice: "Nothing need be done: fewer requests are kept in flight, and this one is sent again."),
        ErrorEntry(
            429...429, code: "rate_limited", title: "Too Many Requests",
            meaning: "The workspace's limit of requests a second or tokens a minute was met.", handling: .throttle,
            advice: "Nothing need be done: fewer requests are kept in flight, and this one is sent again."),
        ErrorEntry(
            500...500, code: "server_error", title: "Internal Server Error", meaning: "The server has failed.", handling: .retry,
            advice: "Nothing need be done; if it persists, see https://status.mistral.ai."),
        ErrorEntry(
            502...502, code: "bad_gateway", title: "Bad Gateway", meaning: "A server behind the gateway gave no good answer.",
            handling: .retry, advice: "Nothing need be done."),
        ErrorEntry(
            503...503, code: "overloaded", title: "Service Unavailable", meaning: "The servers are overloaded or in maintenance.",
            handling: .retry, advice: "Nothing need be done."),
        ErrorEntry(
            504...504, code: "gateway_timeout", title: "Gateway Timeout", meaning: "The answer was not ready in time.", handling: .retry,
            advice: "Nothing need be done; if it repeats, ask for fewer tokens."),
    ])
}
