extension ErrorTable {
    /// Meanings of statuses that a provider's own table does not contain. They follow RFC 9110, RFC 6585, and the codes of servers behind
    /// compatible APIs and of proxies before them. Special cases come before ranges.
    package static let common = ErrorTable(ofRequest + ofAccount + ofLimits + ofServer + ofTheRest)

    /// Errors of hosts, by the end of the host's name. They apply to any provider at that host.
    static let byHost: [(hostSuffix: String, entries: [ErrorEntry])] = [(".azure.com", ofAzure)]

    /// Azure uses OpenAI's code for an empty balance when only the tokens of a minute are used up
    /// (https://learn.microsoft.com/azure/ai-services/openai/how-to/quota).
    private static let ofAzure = [
        ErrorEntry(
            429...429, marker: "insufficient_quota", code: "rate_limited", title: "Quota Used Up",
            meaning: "The tokens or requests that the deployment may use in a minute are used up.", handling: .throttle,
            advice: "Nothing need be done; a larger quota for the deployment makes the run faster.")
    ]

    /// The words of OpenAI, DeepSeek and most others; vLLM and SGLang; llama.cpp; LiteLLM; Anthropic and Fireworks. Together.ai sends them
    /// with status 403 (https://docs.together.ai/docs/error-codes), and gateways pass that status on.
    private static let contextIsTooLong =
        "context_length_exceeded|context length|context_length|max_model_len|context size|context_size|contextwindowexceeded|"
        + "context window|prompt is too long"

    private static let ofRequest = [
        ErrorEntry(
            400...404, marker: "previous_response_not_found|response with id|previous_response_id|invalid 'response_id'",
            code: "history_lost",
            title: "Previous Response Not Found",
            meaning: "The server does not have the response that the request continues.", handling: .resend,
            advice: "Nothing need be done: the round is requested again with the whole history."),
        ErrorEntry(
            400...403, marker: contextIsTooLong, code: "context_too_long", title: "Context Too Long",
            meaning: "The conversation and the requested tokens exceed what the model can hold.",
            handling: .reject, advice: "Shorten the conversation, lower max_tokens, or take a model with a larger context."),
        ErrorEntry(
            400...400, marker: "content_policy|image_content_policy_violation|bio_policy", code: "content_filtered",
            title: "Content Policy Violation", meaning: "The provider's moderation does not let the input or the output pass.",
            handling: .reject, advice: "Change the job's text."),
        ErrorEntry(
            400...400, marker: "model not exist|model_not_found|model_not_exist|invalid model name|no such model", code: "model_not_found",
            title: "Model Not Found", meaning: "The server does not know the model.", handling: .stop,
            advice: Advice("Correct the model's name, in the job or for the run, and resume the run.", .nameModel)),
        // These are DeepSeek's words. They also come from gateways and models whose names do not mention DeepSeek.
        ErrorEntry(
            400...400, marker: "must be passed back", code: "reasoning_required", title: "Reasoning Content Missing",
            meaning: "The model wants the chain of thought of its earlier replies, and they were sent without.", handling: .reject,
            advice: Advice("Nothing known of the model's name says that it wants them.", .reasoningHistory(.keep))),
        ErrorEntry(
            400...400, code: "invalid_request", title: "Bad Request", meaning: "The server does not accept the request's form.",
            handling: .reject, advice: "Correct the job's parameters as the message says."),
        ErrorEntry(
            413...413, code: "request_too_large", title: "Content Too Large", meaning: "The request has more bytes than the server takes.",
            handling: .reject, advice: "Shorten the conversation, or raise the limit of the proxy before the server."),
        ErrorEntry(
            422...422, code: "invalid_parameters", title: "Unprocessable Content", meaning: "A parameter has a value that is not accepted.",
            handling: .reject, advice: "Correct the job's parameters as the message says."),
    ]

    private static let ofAccount = [
        ErrorEntry(
            401...401, code: "key_refused", title: "Unauthorized", meaning: "The key is missing, wrong or withdrawn.", handling: .stop,
            advice: "Set the right key and resume the run."),
        ErrorEntry(
            402...402, marker: "can only afford|fewer max_tokens", code: "request_too_expensive", title: "Request Too Expensive",
            meaning: "The balance does not cover what this one request may cost.", handling: .reject,
            advice: Advice("Lower the job's max_tokens or top up.", .retryFailed)),
        ErrorEntry(
            402...402, code: "insufficient_balance", title: "Payment Required", meaning: "The account has no money left.", handling: .stop,
            advice: "Top up the account and resume the run."),
        ErrorEntry(
            403...403, marker: "flagged|moderation", code: "content_filtered", title: "Input Flagged",
            meaning: "The provider's moderation does not let the input pass.", handling: .reject, advice: "Change the job's text."),
        ErrorEntry(
            403...403, code: "access_denied", title: "Forbidden", meaning: "The key may not do this, or not from here.", handling: .stop,
            advice: "Check the key's rights and the region, then resume the run."),
        // OpenAI's words, also sent by gateways.
        ErrorEntry(
            404...404, marker: "not supported in the v1/completions", code: "invalid_request", title: "Not A Completions Model",
            meaning: "The model answers chats and does not complete bare texts.", handling: .reject,
            advice: "Leave \"api\" out of the job, or name a model that completes texts."),
        ErrorEntry(
            404...404, code: "not_found", title: "Not Found", meaning: "There is no such model, or nothing at this URL.", handling: .stop,
            advice: "Check the model's name and the base URL, then resume the run."),
        ErrorEntry(
            405...407, code: "wrong_endpoint", title: "Wrong Endpoint",
            meaning: "What answers at the base URL is not the API, or is a proxy that wants to be asked otherwise.", handling: .stop,
            advice: "Check the base URL, then resume the run."),
        ErrorEntry(
            410...410, code: "model_not_found", title: "Gone", meaning: "The model or the URL is no longer served.", handling: .stop,
            advice: "Name a model that is served today and resume the run."),
    ]

    private static let ofLimits = [
        // OpenAI's words, also sent by Azure and gateways (https://developers.openai.com/api/docs/guides/rate-limits).
        ErrorEntry(
            429...429, marker: "tokens must be reduced in order to run", code: "request_over_limit", title: "Request Too Large",
            meaning: "The request alone has more tokens than the account may use in a minute.", handling: .reject,
            advice: "Shorten the conversation, lower max_tokens, or have the account's limit of tokens a minute raised."),
        ErrorEntry(
            429...429, marker: "insufficient_quota|credit_balance_exhausted", code: "insufficient_balance", title: "Quota Exhausted",
            meaning: "The account's credit or its monthly budget is used up; waiting does not help.", handling: .stop,
            advice: "Top up the account or raise its budget, then resume the run."),
        ErrorEntry(
            429...429, code: "rate_limited", title: "Too Many Requests", meaning: "A limit on requests, tokens or concurrency was met.",
            handling: .throttle, advice: "Nothing need be done: fewer requests are kept in flight, and this one is sent again."),
        ErrorEntry(
            498...498, code: "capacity_exceeded", title: "Capacity Exceeded",
            meaning: "The service tier has no capacity now (Groq's flex processing).", handling: .retry,
            advice: "Nothing need be done; another service tier waits less."),
        ErrorEntry(
            503...503, marker: "loading model", code: "model_loading", title: "Loading Model",
            meaning: "The server is up and still loads the model (llama.cpp).", handling: .throttle,
            advice: "Nothing need be done: the run waits until the model is there."),
    ]

    private static let ofServer = [
        ErrorEntry(
            408...408, code: "request_timeout", title: "Request Timeout", meaning: "The server gave the request up.", handling: .retry,
            advice: "Nothing need be done; if it repeats, ask for fewer tokens."),
        ErrorEntry(
            409...409, code: "conflict", title: "Conflict", meaning: "The server was busy with something that excludes this.",
            handling: .retry, advice: "Nothing need be done."),
        ErrorEntry(
            424...424, code: "upstream_failed", title: "Failed Dependency", meaning: "What the server itself depends on has failed.",
            handling: .retry, advice: "Nothing need be done; if it persists, look at the server behind the gateway."),
        ErrorEntry(
            425...425, code: "too_early", title: "Too Early", meaning: "The server does not want to act on early data.",
            handling: .retry, advice: "Nothing need be done."),
        ErrorEntry(
            500...500, code: "server_error", title: "Internal Server Error", meaning: "The server has failed.", handling: .retry,
            advice: "Nothing need be done; if it persists, tell the provider."),
        ErrorEntry(
            502...502, code: "bad_gateway", title: "Bad Gateway", meaning: "The gateway had no good answer from the server behind it.",
            handling: .retry, advice: "Nothing need be done; if it persists, look at the server behind the gateway."),
        ErrorEntry(
            503...503, code: "overloaded", title: "Service Unavailable", meaning: "The server has more to do than it can.",
            handling: .retry, advice: Advice("Nothing need be done.", .lowerConcurrency)),
        ErrorEntry(
            504...504, code: "gateway_timeout", title: "Gateway Timeout", meaning: "The server behind the gateway took too long.",
            handling: .retry, advice: "Nothing need be done; if it repeats, ask for fewer tokens."),
        ErrorEntry(
            520...523, code: "edge_error", title: "Edge Error", meaning: "The provider's edge could not reach its server (Cloudflare).",
            handling: .retry, advice: "Nothing need be done."),
        ErrorEntry(
            524...524, code: "gateway_timeout", title: "Edge Timeout", meaning: "The provider's edge gave its server up (Cloudflare).",
            handling: .retry, advice: "Nothing need be done; if it repeats, ask for fewer tokens."),
        ErrorEntry(
            529...529, code: "overloaded", title: "Site Overloaded", meaning: "The provider has more to do than it can.",
            handling: .retry, advice: Advice("Nothing need be done.", .lowerConcurrency)),
    ]

    private static let ofTheRest = [
        ErrorEntry(
            400...499, code: "request_refused", title: "Request Refused", meaning: "The server refuses the request.", handling: .reject,
            advice: "See the message and the provider's documentation."),
        ErrorEntry(
            500...599, code: "server_error", title: "Server Error", meaning: "The server has failed.", handling: .retry,
            advice: "Nothing need be done; if it persists, tell the provider."),
    ]
}
