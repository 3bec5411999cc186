extension Provider {
    /// The LiteLLM proxy (https://docs.litellm.ai/docs/simple_proxy).
    package static let litellm = Provider(name: "litellm", title: "LiteLLM proxy", baseURL: "http://127.0.0.1:4000/v1") {
        $0.keyVariable = "LITELLM_API_KEY"
        $0.errors = ofLiteLLM
        $0.costReport = .ofLiteLLM
        // Streams report their usage only on request.
        $0.takesStreamOptions = true
        $0.completesTexts = true
        // It separates reasoning from the answer for some providers, and not in streams.
        $0.splitsThinkTags = true
        // Versions of the proxy read it in different places (https://docs.litellm.ai/docs/proxy/ui_logs_sessions).
        $0.sessions = SessionNames(
            headers: ["x-litellm-session-id"], members: ["litellm_session_id"], metadataMembers: ["litellm_session_id", "session_id"])
        // It keeps the history only with a database, and reports no error without one (https://docs.litellm.ai/docs/response_api).
        $0.responses = .unproven
        // Retries of the proxy would make several calls of one attempt.
        $0.extraHeaders = [("x-litellm-num-retries", "0")]
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://docs.litellm.ai/docs/exception_mapping"
    }

    /// The proxy passes on the provider's status and puts its own words before the provider's:
    /// `litellm.RateLimitError: RateLimitError: OpenAIException - …`.
    private static let ofLiteLLM = ErrorTable([
        .contentExistsRisk,
        ErrorEntry(
            400...400, marker: "no_db_connection|no connected db", code: "key_refused", title: "No Connected DB",
            meaning: "The proxy has no database, and says this of every key that is not its master key.", handling: .stop,
            advice: "Set LITELLM_API_KEY to the proxy's master key and resume the run."),
        ErrorEntry(
            400...429, marker: "budget_exceeded|budget has been exceeded", code: "insufficient_balance", title: "Budget Exceeded",
            meaning: "The budget that the proxy keeps for the key, the user or the team is used up.", handling: .stop,
            advice: "Raise the budget in the proxy and resume the run."),
        ErrorEntry(
            400...400, marker: "contentpolicyviolation|content_policy_violation", code: "content_filtered",
            title: "ContentPolicyViolationError", meaning: "The provider's moderation does not let the input pass.",
            handling: .reject, advice: "Change the job's text."),
        ErrorEntry(
            400...400, marker: "unsupportedparams", code: "invalid_parameters", title: "UnsupportedParamsError",
            meaning: "A parameter is not one that the proxy passes on to this model.", handling: .reject,
            advice: "Leave it out, or set drop_params or allowed_openai_params in the proxy's configuration."),
        ErrorEntry(
            400...400, code: "invalid_request", title: "BadRequestError", meaning: "The proxy or the provider does not accept the request.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        ErrorEntry(
            401...401, marker: "exception - ", code: "key_refused", title: "AuthenticationError Of The Provider",
            meaning: "The provider behind the proxy refuses the proxy's key.", handling: .stop,
            advice: "Correct the provider's key in the proxy's configuration and resume the run."),
        ErrorEntry(
            401...401, code: "key_refused", title: "AuthenticationError",
            meaning: "The proxy refuses the key.", handling: .stop,
            advice: "Set LITELLM_API_KEY to a key of the proxy and resume the run."),
        ErrorEntry(
            402...402, code: "insufficient_balance", title: "Insufficient Balance",
            meaning: "The account of the provider behind the proxy has no money left.", handling: .stop,
            advice: "Top up the account that the proxy asks and resume the run."),
        ErrorEntry(
            403...403, code: "access_denied", title: "PermissionDeniedError",
            meaning: "The key may not use this model, or the proxy's key may not at the provider.", handling: .stop,
            advice: "Give the key the right in the proxy, or the proxy's at the provider, and resume the run."),
        ErrorEntry(
            404...404, code: "not_found", title: "NotFoundError", meaning: "The proxy or the provider does not know the model.",
            handling: .stop, advice: "Compare the model's name with the proxy's model_list, then resume the run."),
        ErrorEntry(
            408...408, code: "request_timeout", title: "Timeout", meaning: "The provider did not answer the proxy in time.",
            handling: .retry, advice: "Nothing need be done; if it repeats, raise the proxy's timeout."),
        ErrorEntry(
            422...422, code: "invalid_parameters", title: "UnprocessableEntityError",
            meaning: "The provider does not accept a parameter's value.", handling: .reject,
            advice: "Correct the job's parameters as the message says."),
        // Other providers behind a proxy, such as Gemini, send the same words about a quota per minute.
        ErrorEntry(
            429...429, marker: "openaiexception - you exceeded your current quota", code: "insufficient_balance",
            title: "RateLimitError Of OpenAI", meaning: "The credit of the OpenAI account behind the proxy is used up.", handling: .stop,
            advice: "Top up the account that the proxy asks and resume the run."),
        ErrorEntry(
            429...429, code: "rate_limited", title: "RateLimitError", meaning: "A limit of the proxy or of the provider was met.",
            handling: .throttle, advice: "Nothing need be done: fewer requests are kept in flight, and this one is sent again."),
        ErrorEntry(
            500...500, code: "server_error", title: "InternalServerError",
            meaning: "The proxy or the provider has failed, or the proxy could not reach it (APIConnectionError).", handling: .retry,
            advice: "Nothing need be done; if it persists, look at the proxy's log."),
        ErrorEntry(
            503...503, code: "overloaded", title: "ServiceUnavailableError", meaning: "The provider has more to do than it can.",
            handling: .retry, advice: "Nothing need be done."),
    ])
}
