import BatchCore
import Testing

@Suite("Errors in successful responses")
struct ErrorInSuccessTests {
    @Test(
        "an error is classified by the status that it names",
        arguments: [
            (#"{"error":{"code":502,"message":"x"}}"#, "transient bad_gateway"),
            (#"{"error":{"code":"502","message":"x"}}"#, "transient bad_gateway"),
            (#"{"error":{"status":429,"message":"x"}}"#, "throttled rate_limited"),
            (#"{"error":{"code":402,"message":"x"}}"#, "account_stopped insufficient_balance"),
            (#"{"error":{"code":400,"message":"Content Exists Risk"}}"#, "rejected content_exists_risk"),
            (#"{"object":"error","message":"x","type":"t","code":503}"#, "transient overloaded"),
            (#"{"error":"x","code":401}"#, "account_stopped key_refused"),
            (#"{"error":{"code":408,"message":"x"},"choices":[{"message":{"content":"hi"}}]}"#, "transient request_timeout"),
            (#"{"choices":[{"error":{"code":529,"message":"x"},"message":{"content":"half"}}]}"#, "transient overloaded"),
            (#"{"choices":[{"error":{"code":429,"message":"x"},"finish_reason":"error"}]}"#, "throttled rate_limited"),
        ])
    func byStatus(body: String, expected: String) {
        let found = outcome("\n\n" + body)
        #expect(found.summary == expected)
        #expect(found.failure?.httpStatus == 200)
    }

    /// DeepSeek sends its status before the outcome is known, so its errors can arrive this way too. Their code gives no information.
    @Test(
        "an error without a status is known by its name",
        arguments: [
            ("Content Exists Risk", "rejected content_exists_risk"), ("Insufficient Balance", "account_stopped insufficient_balance"),
            ("Rate Limit Reached", "throttled rate_limited"), ("Server Overloaded", "transient overloaded"),
        ])
    func byName(message: String, expected: String) {
        let body = #"{"error":{"message":"\#(message)","type":"unknown_error","param":null,"code":"invalid_request_error"}}"#
        #expect(outcome(body).summary == expected)
    }

    @Test("a type that is an entry's marker is known by it")
    func byMarker() {
        let body = #"{"error":{"type":"insufficient_quota","message":"x"}}"#
        #expect(outcome(.openai, body).summary == "account_stopped insufficient_balance")
    }

    @Test(
        "any other error passes",
        arguments: [
            #"{"error":{"message":"Something about an api key","type":"t"}}"#, #"{"error":"out of luck"}"#, #"{"error":true}"#,
            #"{"object":"error","message":"x"}"#, #"{"error":{"code":200,"message":"x"}}"#, #"{"error":["x"]}"#,
        ])
    func otherwise(body: String) {
        for provider in Provider.all { #expect(outcome(provider, body).summary == "transient unexpected_error") }
    }

    @Test("an empty error is none", arguments: ["null", "false", "\"\"", "{}"])
    func noError(value: String) {
        #expect(outcome(#"{"error":\#(value),"choices":[{"message":{"content":"hi"}}]}"#).reply?.content == "hi")
    }

    @Test("the cost of the failed answer is kept")
    func usage() {
        let body = #"{"error":{"code":500,"message":"x"},"usage":{"prompt_tokens":7,"completion_tokens":1}}"#
        #expect(outcome(body).failure?.usage?.total == 8)
    }
}
