extension ErrorTable {
    /// The status that fits an error without a status, given by the first known word; nil if no word is known.
    ///
    /// Errors inside successful responses and in the middle of streams have no status of their own.
    static func status(ofWords words: [String]) -> Int? {
        words.lazy.compactMap { statuses[$0.lowercased()] }.first
    }

    /// Words that mean the same from every server. `invalid_request_error` is missing because DeepSeek writes it on every error.
    private static let statuses = ofOpenRouter.merging(ofOthers) { own, _ in own }

    /// `error_type` (https://openrouter.ai/docs/api/reference/errors-and-debugging). A missing image is a fault of the job, so its status
    /// is not that of a missing model.
    private static let ofOpenRouter: [String: Int] = [
        "context_length_exceeded": 400, "max_tokens_exceeded": 400, "token_limit_exceeded": 400, "string_too_long": 400,
        "authentication": 401, "permission_denied": 403, "payment_required": 402,
        "rate_limit_exceeded": 429, "provider_overloaded": 503, "provider_unavailable": 502,
        "invalid_request": 400, "invalid_prompt": 400, "not_found": 404, "precondition_failed": 412, "payload_too_large": 413,
        "unprocessable": 422,
        "content_policy_violation": 400, "refusal": 400,
        "invalid_image": 400, "image_too_large": 400, "image_too_small": 400, "unsupported_image_format": 400, "image_not_found": 400,
        "image_download_failed": 400,
        "server": 500, "timeout": 504, "unmapped": 500,
    ]

    private static let ofOthers: [String: Int] = [
        // `error.code` of the Responses API (https://developers.openai.com/api/reference/resources/responses), and further codes of
        // OpenAI's streams.
        "server_error": 500, "server_is_overloaded": 503, "service_unavailable_error": 503, "slow_down": 503,
        "vector_store_timeout": 504, "bio_policy": 400, "image_content_policy_violation": 400, "invalid_image_format": 400,
        "invalid_base64_image": 400, "invalid_image_url": 400, "image_parse_error": 400, "invalid_image_mode": 400,
        "image_file_too_large": 400, "unsupported_image_media_type": 400, "empty_image_file": 400, "failed_to_download_image": 400,
        "image_file_not_found": 400, "previous_response_not_found": 404, "model_not_found": 404, "invalid_api_key": 401,
        "insufficient_quota": 429, "credit_balance_exhausted": 429, "internal_error": 500,
        // Anthropic's words, which gateways pass on (https://platform.claude.com/docs/en/api/errors).
        "authentication_error": 401, "billing_error": 402, "permission_error": 403, "not_found_error": 404, "request_too_large": 413,
        "rate_limit_error": 429, "api_error": 500, "timeout_error": 504, "overloaded_error": 503,
        // Together.ai, Groq, Mistral, llama.cpp, LiteLLM.
        "dynamic_request_limited": 429, "dynamic_token_limited": 429, "capacity_exceeded": 498, "over_capacity": 503,
        "rate_limited": 429,
        "unavailable_error": 503, "exceed_context_size_error": 400, "throttling_error": 429, "internal_server_error": 500,
        "budget_exceeded": 400,
    ]
}
