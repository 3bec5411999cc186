import BatchCore
import Testing

/// A response with an error, and its meaning.
struct ErrorCase: Sendable, CustomTestStringConvertible {
    var name: String
    var provider: Provider
    var status: Int
    var body: String
    var expected: String
    /// Part of the message that must be kept.
    var says: String?

    init(_ name: String, _ provider: Provider, _ status: Int, _ body: String, _ expected: String, says: String? = nil) {
        (self.name, self.provider, self.status, self.body, self.expected, self.says) = (name, provider, status, body, expected, says)
    }

    var testDescription: String { name }

    static func nested(_ message: String, type: String = "invalid_request_error", code: String = "invalid_request_error") -> String {
        #"{"error":{"message":"\#(message)","type":"\#(type)","param":null,"code":"\#(code)"}}"#
    }

    func check() {
        let found = outcome(provider, status: status, body)
        #expect(found.summary == expected)
        #expect(found.failure?.httpStatus == status)
        if let says { #expect(found.failure?.message.contains(says) == true, "\(found.failure?.message ?? "")") }
    }
}

/// DeepSeek's are in `Tests/Conformance`.
@Suite("Documented errors")
struct StatusTests {
    /// https://docs.together.ai/docs/error-codes
    private static let together = [
        ErrorCase("400 Invalid Request", .together, 400, ErrorCase.nested("bad prompt"), "rejected invalid_request"),
        ErrorCase(
            "400 context too long", .together, 400, ErrorCase.nested("too long", code: "context_length_exceeded"),
            "rejected context_too_long"),
        ErrorCase("401 Authentication Error", .together, 401, ErrorCase.nested("Invalid API key"), "account_stopped key_refused"),
        ErrorCase("402 Payment Required", .together, 402, ErrorCase.nested("limit reached"), "account_stopped insufficient_balance"),
        ErrorCase(
            "403 is about the context", .together, 403, ErrorCase.nested("`inputs` tokens + `max_new_tokens` must be <= 8193"),
            "rejected context_too_long"),
        ErrorCase("403 without a word", .together, 403, "", "rejected context_too_long"),
        ErrorCase("403 that speaks of the key", .together, 403, ErrorCase.nested("This API key may not"), "account_stopped access_denied"),
        ErrorCase(
            "403 of a gateway", .together, 403, "<html><title>Attention Required! | Cloudflare</title></html>",
            "account_stopped access_denied"),
        ErrorCase("404 Not Found", .together, 404, ErrorCase.nested("Unable to access model"), "account_stopped not_found"),
        ErrorCase("429 Rate Limit", .together, 429, ErrorCase.nested("slow", type: "rate_limit"), "throttled rate_limited"),
        ErrorCase(
            "429 dynamic requests", .together, 429, #"{"error_type":"dynamic_request_limited","error":{"message":"x"}}"#,
            "throttled rate_limited"),
        ErrorCase(
            "429 dynamic tokens", .together, 429, ErrorCase.nested("x", type: "dynamic_token_limited"), "throttled rate_limited"),
        ErrorCase("500 Server Error", .together, 500, ErrorCase.nested("unknown"), "transient server_error"),
        ErrorCase("503 Engine Overloaded", .together, 503, ErrorCase.nested("overloaded"), "transient overloaded"),
        ErrorCase("504 Request Timeout", .together, 504, "", "transient gateway_timeout"),
    ]

    private static let litellm = [
        ErrorCase(
            "400 no database", .litellm, 400, ErrorCase.nested("No connected db.", type: "no_db_connection", code: "400"),
            "account_stopped key_refused"),
        ErrorCase(
            "402 passed on as a bad request", .litellm, 402,
            ErrorCase.nested(#"litellm.BadRequestError: DeepseekException - {\"error\":{\"message\":\"Insufficient Balance\"}}"#),
            "account_stopped insufficient_balance"),
        ErrorCase(
            "400 passed on from DeepSeek's review", .litellm, 400,
            ErrorCase.nested("litellm.BadRequestError: DeepseekException - Content Exists Risk", code: "400"),
            "rejected content_exists_risk"),
        ErrorCase(
            "400 unsupported parameters", .litellm, 400, ErrorCase.nested("litellm.UnsupportedParamsError: thinking", code: "400"),
            "rejected invalid_parameters"),
        ErrorCase(
            "400 budget", .litellm, 400, ErrorCase.nested("Budget has been exceeded! Current cost: 2", type: "budget_exceeded"),
            "account_stopped insufficient_balance"),
        ErrorCase("401", .litellm, 401, ErrorCase.nested("x", code: "401"), "account_stopped key_refused"),
        ErrorCase("403", .litellm, 403, ErrorCase.nested("x", code: "403"), "account_stopped access_denied"),
        ErrorCase("404", .litellm, 404, ErrorCase.nested("x", code: "404"), "account_stopped not_found"),
        ErrorCase("408", .litellm, 408, ErrorCase.nested("x", code: "408"), "transient request_timeout"),
        ErrorCase("422", .litellm, 422, ErrorCase.nested("x", code: "422"), "rejected invalid_parameters"),
        ErrorCase("500", .litellm, 500, ErrorCase.nested("litellm.APIConnectionError", code: "500"), "transient server_error"),
        ErrorCase("503", .litellm, 503, ErrorCase.nested("x", code: "503"), "transient overloaded"),
    ]

    private static let openai = [
        ErrorCase("400", .openai, 400, ErrorCase.nested("x"), "rejected invalid_request"),
        ErrorCase("400 filtered", .openai, 400, ErrorCase.nested("x", code: "content_filter"), "rejected content_filtered"),
        ErrorCase("401", .openai, 401, ErrorCase.nested("x", code: "invalid_api_key"), "account_stopped key_refused"),
        ErrorCase("403", .openai, 403, ErrorCase.nested("x", code: "unsupported_country"), "account_stopped access_denied"),
        ErrorCase("404", .openai, 404, ErrorCase.nested("x", code: "model_not_found"), "account_stopped not_found"),
        ErrorCase("429 of the rate", .openai, 429, ErrorCase.nested("x", code: "rate_limit_exceeded"), "throttled rate_limited"),
        ErrorCase(
            "429 of money, as seen", .openai, 429, ErrorCase.nested("x", type: "insufficient_quota", code: "insufficient_quota"),
            "account_stopped insufficient_balance"),
        ErrorCase(
            "429 of money, as documented", .openai, 429, ErrorCase.nested("x", code: "credit_balance_exhausted"),
            "account_stopped insufficient_balance"),
        ErrorCase("500", .openai, 500, ErrorCase.nested("x", type: "server_error"), "transient server_error"),
        ErrorCase("503 slow down", .openai, 503, ErrorCase.nested("Slow down"), "throttled rate_limited"),
        ErrorCase("503", .openai, 503, ErrorCase.nested("x"), "transient overloaded"),
    ]

    @Test("Together.ai's errors", arguments: together)
    func errorsOfTogether(_ errorCase: ErrorCase) { errorCase.check() }

    @Test("LiteLLM's errors", arguments: litellm)
    func errorsOfLiteLLM(_ errorCase: ErrorCase) { errorCase.check() }

    @Test("OpenAI's errors", arguments: openai)
    func errorsOfOpenAI(_ errorCase: ErrorCase) { errorCase.check() }
}
