extension Provider {
    /// Together.ai (https://docs.together.ai).
    package static let together = Provider(name: "together", title: "Together.ai", baseURL: "https://api.together.xyz/v1") {
        $0.keyVariable = "TOGETHER_API_KEY"
        $0.errors = ofTogether
        // https://docs.together.ai/docs/inference/chat/reasoning
        $0.completesTexts = true
        $0.reasoningMember = .reasoning
        $0.splitsThinkTags = true
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://docs.together.ai/docs/error-codes"
    }

    private static let ofTogether = ErrorTable([
        ErrorEntry(
            400...400, code: "invalid_request", title: "Invalid Request", meaning: "The request is not of the form that the API wants.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        ErrorEntry(
            401...401, code: "key_refused", title: "Authentication Error", meaning: "The API key is missing or wrong.", handling: .stop,
            advice: "Set TOGETHER_API_KEY to a key from https://api.together.ai/settings/api-keys and resume the run."),
        ErrorEntry(
            402...402, code: "insufficient_balance", title: "Payment Required",
            meaning: "The account has reached its spending limit or has no credit left.", handling: .stop,
            advice: "Add credit or raise the limit in the billing settings, then resume the run."),
        ErrorEntry(
            403...403, marker: "api key|api_key|authenticat|unauthorized|forbidden|access denied|cloudflare", code: "access_denied",
            title: "Access Denied", meaning: "The key may not do this, or a gateway does not let the request pass.", handling: .stop,
            advice: "Check the key's rights and the network, then resume the run."),
        ErrorEntry(
            403...403, code: "context_too_long", title: "Context Too Long",
            meaning: "The conversation's tokens and max_tokens together reach the model's context length.", handling: .reject,
            advice: "Lower max_tokens or leave it out, shorten the conversation, or take a model with a larger context."),
        ErrorEntry(
            404...404, code: "not_found", title: "Not Found", meaning: "There is no such model, or nothing at this URL.", handling: .stop,
            advice: "Compare the model's name with https://docs.together.ai/docs/serverless-models, then resume the run."),
        ErrorEntry(
            429...429, marker: "dynamic_request_limited", code: "rate_limited", title: "Dynamic Request Limit",
            meaning: "Requests grew faster than the dynamic limit of the model does.", handling: .throttle,
            advice: "Nothing need be done: the limit rises with steady use."),
        ErrorEntry(
            429...429, marker: "dynamic_token_limited", code: "rate_limited", title: "Dynamic Token Limit",
            meaning: "Tokens grew faster than the dynamic limit of the model does.", handling: .throttle,
            advice: "Nothing need be done: the limit rises with steady use."),
        ErrorEntry(
            429...429, code: "rate_limited", title: "Rate Limit", meaning: "Requests are sent faster than the account may send them.",
            handling: .throttle, advice: "Nothing need be done: fewer requests are kept in flight, and this one is sent again."),
        ErrorEntry(
            500...500, code: "server_error", title: "Server Error", meaning: "The server has failed for a reason that it does not know.",
            handling: .retry, advice: "Nothing need be done; if it persists for half an hour, tell Together.ai."),
        ErrorEntry(
            503...503, code: "overloaded", title: "Engine Overloaded",
            meaning: "The platform has too little capacity now, also for requests within the account's rate.", handling: .retry,
            advice: "Nothing need be done."),
        ErrorEntry(
            504...504, code: "gateway_timeout", title: "Request Timeout", meaning: "The reply was not ready in time.", handling: .retry,
            advice: "Nothing need be done; if it repeats, ask for fewer tokens."),
    ])
}
