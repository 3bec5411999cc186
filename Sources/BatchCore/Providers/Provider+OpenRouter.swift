extension Provider {
    /// OpenRouter (https://openrouter.ai/docs), which passes requests on to many providers.
    package static let openrouter = Provider(name: "openrouter", title: "OpenRouter", baseURL: "https://openrouter.ai/api/v1") {
        $0.keyVariable = "OPENROUTER_API_KEY"
        // Streams always report their usage (https://openrouter.ai/docs/api/reference/overview).
        $0.errors = ofOpenRouter
        $0.costReport = .ofOpenRouter
        // https://openrouter.ai/docs/guides/best-practices/reasoning-tokens
        $0.completesTexts = true
        $0.reasoningMember = .reasoning
        $0.splitsThinkTags = true
        $0.echoesReasoningDetails = true
        // The requests of a session reach the same provider, whose cache contains the conversation. The header takes up to 256
        // characters.
        $0.sessions = SessionNames(headers: ["x-session-id"])
        // It keeps no history, and refuses `previous_response_id` (https://openrouter.ai/docs/api/reference/responses/overview). The page
        // of the credits needs a management key, so no page of the balance is set.
        $0.responses = KeptHistory.none
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://openrouter.ai/docs/api/reference/errors-and-debugging"
    }

    private static let ofOpenRouter = ErrorTable(ofOpenRoutersRequests + ofOpenRoutersAccount + ofOpenRoutersUpstream)

    private static let ofOpenRoutersRequests = [
        ErrorEntry(
            400...400, marker: "is not a valid model id", code: "model_not_found", title: "Not A Valid Model ID",
            meaning: "OpenRouter does not know the model.", handling: .stop,
            advice: "Correct the model's name (author/model, as https://openrouter.ai/models has it) and resume the run."),
        ErrorEntry(
            400...403, marker: "content_policy_violation", code: "content_filtered", title: "Content Policy Violation",
            meaning: "A content filter of OpenRouter or of the provider does not let the input or the output pass.", handling: .reject,
            advice: "Change the job's text."),
        ErrorEntry(
            400...403, marker: "refusal", code: "refused", title: "Refusal", meaning: "The model has refused to answer.",
            handling: .reject, advice: "Change the job's text."),
        ErrorEntry(
            400...400, code: "invalid_request", title: "Bad Request", meaning: "The request is not of the form that the API wants.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        ErrorEntry(
            404...404, marker: "image_not_found", code: "invalid_parameters", title: "Image Not Found",
            meaning: "An image that the job names was not found.", handling: .reject, advice: "Correct the image's address."),
        ErrorEntry(
            404...404, marker: "no endpoints found", code: "invalid_parameters", title: "No Endpoints Found",
            meaning: "No provider of the model offers what the request asks for.", handling: .reject,
            advice: "Leave tools or parameters out that the model does not support, or change the data policy in the settings."),
        ErrorEntry(
            404...404, code: "not_found", title: "Not Found", meaning: "There is no such model, or nothing at this URL.", handling: .stop,
            advice: "Compare the model's name with https://openrouter.ai/models, then resume the run."),
        ErrorEntry(
            413...413, code: "request_too_large", title: "Payload Too Large", meaning: "The request has more bytes than are taken.",
            handling: .reject, advice: "Shorten the conversation."),
        ErrorEntry(
            422...422, code: "invalid_parameters", title: "Unprocessable", meaning: "A parameter has a value that is not accepted.",
            handling: .reject, advice: "Correct the job's parameters as the message says."),
    ]

    private static let ofOpenRoutersAccount = [
        ErrorEntry(
            401...401, code: "key_refused", title: "Invalid Credentials", meaning: "The API key is missing, wrong or disabled.",
            handling: .stop,
            advice: "Set OPENROUTER_API_KEY to a key from https://openrouter.ai/settings/keys and resume the run."),
        ErrorEntry(
            402...402, marker: "openrouter_in_flight_budget|in_flight_budget_exhausted", code: "budget_in_flight",
            title: "In-Flight Budget Exhausted",
            meaning: "The requests in flight may cost as much as the balance allows at once.", handling: .throttle,
            advice: "Nothing need be done: this one is sent again when others are settled. More credits allow more requests in flight."),
        ErrorEntry(
            402...402, marker: "weight_exceeds_budget|can only afford|fewer max_tokens", code: "request_too_expensive",
            title: "Request Too Expensive", meaning: "The balance does not cover what this one request may cost.", handling: .reject,
            advice: Advice("Lower the job's max_tokens or add credits.", .retryFailed)),
        ErrorEntry(
            402...402, code: "insufficient_balance", title: "Insufficient Credits",
            meaning: "The account has no credits left, or the key has reached its limit.", handling: .stop,
            advice: "Add credits at https://openrouter.ai/credits or raise the key's limit, then resume the run."),
        ErrorEntry(
            403...403, marker: "_budget|openrouter_key_limit|budget limit", code: "insufficient_balance", title: "Budget Limit Exceeded",
            meaning: "A budget of the workspace, of a guardrail or of the key is spent.", handling: .stop,
            advice: "Raise the budget or wait until it is renewed, then resume the run."),
        ErrorEntry(
            403...403, marker: "request blocked|blocked by", code: "content_filtered", title: "Guardrail Block",
            meaning: "A guardrail of the account does not let the input pass.", handling: .reject, advice: "Change the job's text."),
        ErrorEntry(
            403...403, code: "access_denied", title: "Forbidden", meaning: "The key may not do this.", handling: .stop,
            advice: "Check the key's rights, then resume the run."),
        ErrorEntry(
            429...429, code: "rate_limited", title: "Rate Limited", meaning: "A limit of OpenRouter or of the provider was met.",
            handling: .throttle, advice: "Nothing need be done: fewer requests are kept in flight, and this one is sent again."),
    ]

    private static let ofOpenRoutersUpstream = [
        ErrorEntry(
            408...408, code: "request_timeout", title: "Request Timeout", meaning: "The request took too long.", handling: .retry,
            advice: "Nothing need be done; if it repeats, ask for fewer tokens."),
        ErrorEntry(
            500...500, code: "server_error", title: "Server Error", meaning: "OpenRouter or the provider has failed.", handling: .retry,
            advice: "Nothing need be done; if it persists, see https://status.openrouter.ai."),
        ErrorEntry(
            502...502, code: "bad_gateway", title: "Provider Unavailable",
            meaning: "The provider is down, or its answer was none.", handling: .retry,
            advice: "Nothing need be done; another model or provider may answer."),
        ErrorEntry(
            503...503, code: "overloaded", title: "No Provider Available",
            meaning: "No provider that fits the request's routing has capacity now.", handling: .retry,
            advice: "Nothing need be done; fewer demands on the routing leave more providers."),
        ErrorEntry(
            504...504, code: "gateway_timeout", title: "Provider Timeout", meaning: "The provider did not answer in time.",
            handling: .retry, advice: "Nothing need be done; if it repeats, ask for fewer tokens."),
        ErrorEntry(
            524...524, code: "gateway_timeout", title: "Edge Timeout", meaning: "OpenRouter's edge gave the request up.",
            handling: .retry, advice: Advice("Nothing need be done; streams do not wait at the edge.", .stream)),
        ErrorEntry(
            529...529, code: "overloaded", title: "Provider Overloaded", meaning: "The provider has more to do than it can.",
            handling: .retry, advice: "Nothing need be done."),
    ]
}
