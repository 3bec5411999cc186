import BatchCore
import TestSupport
import Testing

@Suite("Errors that name no status")
struct ErrorWordTests {
    /// The meanings of OpenRouter's page (https://openrouter.ai/docs/api/reference/errors-and-debugging).
    @Test(
        "OpenRouter's types have the meanings of its page",
        arguments: [
            ("context_length_exceeded", "rejected context_too_long"), ("max_tokens_exceeded", "rejected invalid_request"),
            ("token_limit_exceeded", "rejected invalid_request"), ("string_too_long", "rejected invalid_request"),
            ("authentication", "account_stopped key_refused"), ("permission_denied", "account_stopped access_denied"),
            ("payment_required", "account_stopped insufficient_balance"), ("rate_limit_exceeded", "throttled rate_limited"),
            ("provider_overloaded", "transient overloaded"), ("provider_unavailable", "transient bad_gateway"),
            ("invalid_request", "rejected invalid_request"), ("invalid_prompt", "rejected invalid_request"),
            ("not_found", "account_stopped not_found"), ("precondition_failed", "rejected request_refused"),
            ("payload_too_large", "rejected request_too_large"), ("unprocessable", "rejected invalid_parameters"),
            ("content_policy_violation", "rejected content_filtered"), ("refusal", "rejected refused"),
            ("invalid_image", "rejected invalid_request"), ("image_too_large", "rejected invalid_request"),
            ("image_too_small", "rejected invalid_request"), ("unsupported_image_format", "rejected invalid_request"),
            ("image_not_found", "rejected invalid_request"), ("image_download_failed", "rejected invalid_request"),
            ("server", "transient server_error"), ("timeout", "transient gateway_timeout"), ("unmapped", "transient server_error"),
        ])
    func openRouter(word: String, expected: String) {
        let chat = #"{"error":{"code":"server_error","message":"x","metadata":{"error_type":"\#(word)"}}}"#
        #expect(outcome(.openrouter, chat).summary == expected)
        let responses = #"{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"x"},"error_type":"\#(word)"}"#
        #expect(outcome(.openrouter, responses).summary == expected)
        let choice = #"{"choices":[{"error":{"message":"x","metadata":{"error_type":"\#(word)"}},"finish_reason":"error"}]}"#
        #expect(outcome(.openrouter, choice).summary == expected)
    }

    @Test(
        "words of others, as code or as type",
        arguments: [
            ("server_error", "transient server_error"), ("server_is_overloaded", "transient overloaded"),
            ("service_unavailable_error", "transient overloaded"), ("rate_limit_exceeded", "throttled rate_limited"),
            ("invalid_prompt", "rejected invalid_request"), ("bio_policy", "rejected content_filtered"),
            ("image_content_policy_violation", "rejected content_filtered"), ("invalid_api_key", "account_stopped key_refused"),
            ("insufficient_quota", "account_stopped insufficient_balance"),
            ("credit_balance_exhausted", "account_stopped insufficient_balance"), ("model_not_found", "account_stopped not_found"),
            ("authentication_error", "account_stopped key_refused"), ("billing_error", "account_stopped insufficient_balance"),
            ("overloaded_error", "transient overloaded"), ("dynamic_token_limited", "throttled rate_limited"),
            ("capacity_exceeded", "transient capacity_exceeded"), ("exceed_context_size_error", "rejected context_too_long"),
            ("RATE_LIMITED", "throttled rate_limited"),
        ])
    func others(word: String, expected: String) {
        for body in [#"{"error":{"message":"x","code":"\#(word)"}}"#, #"{"error":{"message":"x","type":"\#(word)","code":null}}"#] {
            #expect(outcome(.custom(baseURL: "http://h"), body).summary == expected)
        }
        #expect(outcome(.custom(baseURL: "http://h"), #"{"error":"\#(word)"}"#).summary == expected)
    }

    @Test("a status overrides the codes, and the more precise code the other")
    func order() {
        func found(_ members: String) -> String { outcome(.openai, #"{"error":{"message":"x",\#(members)}}"#).summary }
        #expect(found(#""code":502,"metadata":{"error_type":"authentication"}"#) == "transient bad_gateway")
        #expect(found(#""code":"rate_limit_exceeded","type":"server_error""#) == "throttled rate_limited")
        #expect(found(#""code":"unheard_of","type":"server_error""#) == "transient server_error")
    }

    @Test("the type that DeepSeek writes on every error is ignored, and the message counts")
    func deepSeek() {
        func found(_ message: String) -> String {
            outcome(#"{"error":{"message":"\#(message)","type":"unknown_error","param":null,"code":"invalid_request_error"}}"#).summary
        }
        #expect(found("Insufficient Balance") == "account_stopped insufficient_balance")
        #expect(found("Something else") == "transient unexpected_error")
    }

    @Test("in a stream they mean the same, and wait as the headers say")
    func streamed() {
        let failed = hello + event(#"{"error":{"message":"x","type":"rate_limit_exceeded"}}"#)
        let found = outcome(.openai, headers: [("retry-after", "3")], failed)
        #expect(found.summary == "throttled rate_limited")
        #expect(found.failure?.wait == .seconds(3))
    }

    @Test("a lost history is sent again only if the request continued it")
    func lostResponse() {
        let bodies = [
            #"{"error":{"message":"Previous response with id 'resp_1' not found.","code":"previous_response_not_found"}}"#,
            #"{"error":{"message":"Response with id 'resp_1' not found.","type":"invalid_request_error","code":404}}"#,
            #"{"object":"error","message":"Invalid 'response_id': 'chat_1'. Expected an ID that begins with 'resp'.","code":400}"#,
            #"{"error":{"message":"llama.cpp does not support 'previous_response_id'.","code":400}}"#,
        ]
        for (body, status) in zip(bodies, [404, 404, 400, 400]) {
            for provider in Provider.all { #expect(outcome(provider, status: status, body).summary == "rejected history_lost") }
        }
    }
}
