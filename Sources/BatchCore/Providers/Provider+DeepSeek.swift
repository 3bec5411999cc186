extension Provider {
    /// DeepSeek (https://api-docs.deepseek.com).
    package static let deepseek = Provider(name: "deepseek", title: "DeepSeek", baseURL: "https://api.deepseek.com") {
        $0.keyVariable = "DEEPSEEK_API_KEY"
        $0.defaultModel = "deepseek-flash"
        $0.errors = ofDeepSeek
        // The ceilings count requests with all keys of the account (https://api-docs.deepseek.com/quick_start/rate_limit).
        $0.concurrencyCeilings = [("deepseek-v4-pro", 500), ("deepseek-flash", 2_500), ("deepseek-v4-flash", 2_500)]
        // https://api-docs.deepseek.com/api/create-chat-completion
        $0.takesStreamOptions = true
        // https://api-docs.deepseek.com/guides/chat_prefix_completion, https://api-docs.deepseek.com/guides/fim_completion
        $0.betaPath = "/beta"
        $0.completesPrefixes = true
        $0.fillsGaps = true
        // It silently ignores `previous_response_id` (https://api-docs.deepseek.com/guides/responses_api).
        $0.responses = KeptHistory.none
        // The aliases are served and billed as deepseek-flash (https://api-docs.deepseek.com/quick_start/pricing).
        $0.pages = ProviderPages(
            models: "/models", balance: "/user/balance", unlistedModels: ["deepseek-v4-flash", "deepseek-v4-flash-vision-exp"])
        $0.documentation = "https://api-docs.deepseek.com/quick_start/error_codes"
    }

    private static let ofDeepSeek = ErrorTable([
        .contentExistsRisk,
        ErrorEntry(
            400...400, marker: "must be passed back", code: "reasoning_required", title: "Reasoning Content Missing",
            meaning: "A request with tools in thinking mode must carry the chain of thought of earlier replies, and one is missing.",
            handling: .reject,
            advice: "Let every assistant message of the job's opening history carry its reasoning_content, or switch thinking off."),
        ErrorEntry(
            400...400, code: "invalid_request", title: "Invalid Format", meaning: "The request body is not of the form that the API wants.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        ErrorEntry(
            401...401, code: "key_refused", title: "Authentication Fails", meaning: "The API key is wrong.", handling: .stop,
            advice: "Set DEEPSEEK_API_KEY to a key from https://platform.deepseek.com/api_keys and resume the run."),
        ErrorEntry(
            402...402, code: "insufficient_balance", title: "Insufficient Balance", meaning: "The account's balance is used up.",
            handling: .stop, advice: "Top up at https://platform.deepseek.com/top_up and resume the run."),
        ErrorEntry(
            422...422, code: "invalid_parameters", title: "Invalid Parameters", meaning: "A parameter has a value that is not accepted.",
            handling: .reject, advice: "Correct the job's parameters as the message says."),
        ErrorEntry(
            429...429, code: "rate_limited", title: "Rate Limit Reached",
            meaning: "More requests were sent, or were in flight at once, than the account may have.", handling: .throttle,
            advice: "Nothing need be done: fewer requests are kept in flight. The keys of one account share its limit."),
        ErrorEntry(
            500...500, code: "server_error", title: "Server Error", meaning: "The server has met a problem of its own.", handling: .retry,
            advice: "Nothing need be done; if it persists, tell DeepSeek."),
        ErrorEntry(
            503...503, code: "overloaded", title: "Server Overloaded", meaning: "The server has too much traffic now.", handling: .retry,
            advice: "Nothing need be done; off-peak hours are quieter."),
    ])
}

extension ErrorEntry {
    /// The error of DeepSeek's input check (https://api-docs.deepseek.com/guides/safety). Gateways pass its words on.
    static let contentExistsRisk = ErrorEntry(
        400...400, marker: "content exists risk", code: "content_exists_risk", title: "Content Exists Risk",
        meaning: "The conversation did not pass DeepSeek's safety review.", handling: .reject,
        advice: "Change the job's text; asking again with the same words gives the same answer.")
}
