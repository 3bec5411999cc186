extension Provider {
    /// Groq (https://console.groq.com/docs).
    package static let groq = Provider(name: "groq", title: "Groq", baseURL: "https://api.groq.com/openai/v1") {
        $0.keyVariable = "GROQ_API_KEY"
        // Streams always report their usage, in `x_groq`.
        $0.errors = ofGroq
        // With `reasoning_format` `raw`, reasoning stays in the text (https://console.groq.com/docs/reasoning).
        // Groq refuses `reasoning_content` in messages: 400 "property is unsupported" (https://github.com/janhq/jan/issues/8136).
        $0.reasoningMember = .reasoning
        $0.splitsThinkTags = true
        // It keeps no history (https://console.groq.com/docs/responses-api).
        $0.responses = KeptHistory.none
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://console.groq.com/docs/errors"
    }

    private static let ofGroq = ErrorTable([
        ErrorEntry(
            400...400, marker: "tool_use_failed|json_validate_failed", code: "generation_failed", title: "Generation Failed",
            meaning: "The model has written a call or JSON that the server could not read.", handling: .retry,
            advice: "Nothing need be done; if it repeats, say in the job's text more clearly what is wanted."),
        ErrorEntry(
            400...400, code: "invalid_request", title: "Bad Request", meaning: "The request is not of the form that the API wants.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        ErrorEntry(
            401...401, code: "key_refused", title: "Unauthorized", meaning: "The API key is missing or wrong.", handling: .stop,
            advice: "Set GROQ_API_KEY to a key from https://console.groq.com/keys and resume the run."),
        ErrorEntry(
            403...403, code: "access_denied", title: "Forbidden", meaning: "The key or the network may not do this.", handling: .stop,
            advice: "Check the project's permissions and the network, then resume the run."),
        ErrorEntry(
            404...404, code: "not_found", title: "Not Found", meaning: "There is no such model, or the project may not use it.",
            handling: .stop, advice: "Compare its name with https://console.groq.com/docs/models, then resume the run."),
        ErrorEntry(
            413...413, marker: "tokens per minute", code: "request_too_large", title: "Larger Than A Minute's Tokens",
            meaning: "This one request has more tokens than the organization may send in a minute.", handling: .reject,
            advice: Advice("Shorten the conversation, lower max_tokens, or take a higher tier.", .retryFailed)),
        ErrorEntry(
            413...413, code: "request_too_large", title: "Request Entity Too Large", meaning: "The request has more bytes than are taken.",
            handling: .reject, advice: "Shorten the conversation."),
        ErrorEntry(
            422...422, code: "invalid_parameters", title: "Unprocessable Entity",
            meaning: "The request is well-formed but could not be followed.", handling: .reject,
            advice: Advice("Correct the job's parameters as the message says.", .retryFailed)),
        ErrorEntry(
            424...424, code: "tool_server_refused", title: "Failed Dependency", meaning: "A tool server that the job names refuses Groq.",
            handling: .reject, advice: "Correct the tool server's authorization in the job's tools."),
        ErrorEntry(
            429...429, code: "rate_limited", title: "Too Many Requests",
            meaning: "A limit of the organization was met: requests or tokens, in a minute or in a day.", handling: .throttle,
            advice: "Nothing need be done: fewer requests are kept in flight, and this one is sent again."),
        ErrorEntry(
            498...498, code: "capacity_exceeded", title: "Flex Tier Capacity Exceeded",
            meaning: "The flex tier has no capacity now (https://console.groq.com/docs/flex-processing).", handling: .retry,
            advice: "Nothing need be done; without service_tier flex requests wait less."),
        ErrorEntry(
            499...499, code: "request_cancelled", title: "Request Cancelled", meaning: "The request was given up before its end.",
            handling: .retry, advice: "Nothing need be done."),
        ErrorEntry(
            500...500, code: "server_error", title: "Internal Server Error", meaning: "The server has failed.", handling: .retry,
            advice: "Nothing need be done; if it persists, see https://groqstatus.com."),
        ErrorEntry(
            502...502, code: "bad_gateway", title: "Bad Gateway", meaning: "A server behind Groq's gateway gave no good answer.",
            handling: .retry, advice: "Nothing need be done."),
        ErrorEntry(
            503...503, code: "overloaded", title: "Service Unavailable", meaning: "The servers are overloaded or in maintenance.",
            handling: .retry, advice: "Nothing need be done."),
    ])
}
