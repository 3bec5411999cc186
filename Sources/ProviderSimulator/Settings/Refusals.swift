/// The errors of a provider that differ between providers.
struct Refusals: Sendable {
    /// Errors of faults by status; ``Refusal/init(documented:)`` has the others.
    var byStatus: [Int: Refusal] = [:]
    /// The key is wrong.
    var key = Refusal(documented: 401)
    /// The balance is used up.
    var balance = Refusal(documented: 402)
    /// Too many requests, in a minute or in flight.
    var requests = Refusal(documented: 429)
    /// Too many tokens in a minute.
    var tokens = Refusal(documented: 429)
    /// There is no model of this name.
    var unknownModel: @Sendable (_ name: String) -> Refusal = { _ in Refusal(status: 400, message: "Model Not Exist") }
    /// Status and code of the error for a conversation that is too long.
    var context = (status: 400, code: "invalid_request_error")
    /// Whether errors come from a provider behind it and are wrapped in its own message.
    var wrapsOthers = false

    static let ofTogether = Refusals(
        byStatus: [
            400: Refusal(status: 400, message: "Input validation error", code: "invalid_request"),
            403: Refusal(status: 403, message: "The input tokens and max_tokens together reach the context length of this model"),
            503: Refusal(status: 503, message: "The server is overloaded or not ready yet.", type: "server_error", code: "overloaded"),
        ],
        key: Refusal(status: 401, message: "Invalid API key provided.", type: "invalid_request_error", code: "invalid_api_key"),
        balance: Refusal(status: 402, message: "Credit limit exceeded, please add credits.", type: "credit_limit", code: "credit_limit"),
        requests: Refusal(
            status: 429, message: "Requests grew faster than the dynamic limit of this model", type: "dynamic_request_limited", code: nil),
        tokens: Refusal(
            status: 429, message: "Tokens grew faster than the dynamic limit of this model", type: "dynamic_token_limited", code: nil),
        unknownModel: { name in
            Refusal(status: 404, message: "Unable to access model \(name).", code: "model_not_available")
        },
        context: (403, "context_length_exceeded"))

    static let ofLiteLLM = Refusals(
        key: Refusal(status: 400, message: "No connected db.", type: "no_db_connection", isOfGateway: true), wrapsOthers: true)

    static let ofOpenAI = Refusals(
        byStatus: [
            400: Refusal(
                status: 400, message: "Your request was rejected by the safety system.", code: "content_policy_violation")
        ],
        key: Refusal(status: 401, message: "Incorrect API key provided.", code: "invalid_api_key"),
        balance: Refusal(
            status: 429, message: "You exceeded your current quota, please check your plan and billing details.",
            type: "insufficient_quota", code: "insufficient_quota"),
        requests: Refusal(status: 429, message: "Rate limit reached for requests", type: "requests", code: "rate_limit_exceeded"),
        tokens: Refusal(status: 429, message: "Rate limit reached for tokens", type: "tokens", code: "rate_limit_exceeded"),
        unknownModel: { name in
            Refusal(
                status: 404, message: "The model `\(name)` does not exist or you do not have access to it.", code: "model_not_found")
        },
        context: (400, "context_length_exceeded"))

    /// The error for a fault with `status`.
    func documented(_ status: Int) -> Refusal {
        switch status {
        case 401 where key.status == 401: key
        case balance.status where balance.status != requests.status: balance
        case requests.status: requests
        default: byStatus[status] ?? Refusal(documented: status)
        }
    }

    /// The error for a conversation that has, with its reply, more tokens than the model's limit.
    func contextTooLong(limit: Int, prompt: Int, completion: Int) -> Refusal {
        Refusal(
            status: context.status,
            message: "This model's maximum context length is \(limit) tokens. However, you requested \(prompt + completion) tokens "
                + "(\(prompt) in the messages, \(completion) in the completion). Please reduce the length of the messages or completion.",
            code: context.code)
    }

    /// The error as the client receives it.
    func shown(_ refusal: Refusal) -> Refusal {
        guard wrapsOthers, !refusal.isOfGateway else { return refusal }
        let (name, type) = Self.classes[refusal.status] ?? ("APIConnectionError", "internal_server_error")
        let original = String(decoding: refusal.body(in: .nested), as: UTF8.self)
        return Refusal(
            status: refusal.status, message: "litellm.\(name): DeepseekException - \(original)", type: type, code: String(refusal.status))
    }

    /// The names of LiteLLM's proxy for the errors of providers (https://docs.litellm.ai/docs/exception_mapping).
    private static let classes = [
        400: ("BadRequestError", "invalid_request_error"), 401: ("AuthenticationError", "auth_error"),
        402: ("BadRequestError", "invalid_request_error"), 403: ("PermissionDeniedError", "invalid_request_error"),
        404: ("NotFoundError", "invalid_request_error"), 408: ("Timeout", "timeout_error"),
        422: ("BadRequestError", "invalid_request_error"), 429: ("RateLimitError", "throttling_error"),
        500: ("InternalServerError", "internal_server_error"), 503: ("ServiceUnavailableError", "service_unavailable_error"),
    ]
}
