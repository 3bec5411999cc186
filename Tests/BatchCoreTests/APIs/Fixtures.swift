import BatchCore
import TestSupport

/// 2026-11-21T00:00:00Z, the instant at which these tests read responses.
let testNow = Instant(seconds: 1_795_219_200)

let testKey = "sk-test-0123456789abcdef"

/// The outcome of a response with that status and body for an account of `provider`.
func outcome(
    _ provider: Provider, baseURL: String? = nil, status: Int = 200, headers: [(name: String, value: String)] = [],
    _ body: String
) -> Outcome {
    let account = Account(provider: provider, baseURL: baseURL, key: Secret(testKey))
    return WireFormat(accounts: [account]).outcome(
        of: HTTPResponse(status: status, headers: headers, body: Array(body.utf8)), account: AccountID(0), now: testNow)
}

/// The same for an account of DeepSeek.
func outcome(status: Int = 200, headers: [(name: String, value: String)] = [], _ body: String) -> Outcome {
    outcome(.deepseek, status: status, headers: headers, body)
}

/// A complete response whose one choice has a message with these members.
func completion(
    _ message: String, finishReason: String = "stop", usage: String = #"{"prompt_tokens":10,"completion_tokens":5}"#
) -> String {
    #"{"id":"r-1","object":"chat.completion","model":"m","system_fingerprint":"fp","choices":[{"index":0,"#
        + #""finish_reason":"\#(finishReason)","message":{"role":"assistant",\#(message)}}],"usage":\#(usage)}"#
}

extension Outcome {
    /// The name and the code together, for a short expectation: `rejected content_filtered`.
    var summary: String { failure.map { "\(name) \($0.code)" } ?? name }
}
