/// The chat completions API (`POST /chat/completions`) of DeepSeek, Together.ai, LiteLLM, OpenAI and many others.
package enum ChatCompletions {
    /// The headers of every request to the account. The key is written nowhere else.
    static func headers(for account: Account) -> [(name: String, value: String)] {
        var headers = [
            (name: "content-type", value: "application/json"),
            (name: "accept", value: "application/json"),
            (name: "user-agent", value: "batchrun/" + Release.version),
        ]
        if let key = account.key { headers.append((name: "authorization", value: "Bearer " + key.revealed)) }
        return headers + account.provider.extraHeaders
    }

    /// The meaning of a complete response with any status.
    static func outcome(of response: HTTPResponse, account: Account, in frame: ReplyFrame, now: Instant) -> Outcome {
        let reading = ResponseReading(response: response, account: account, frame: frame, now: now)
        return switch response.status {
        case 200..<300: reading.outcomeOfSuccess
        case 300..<400: reading.outcomeOfRedirect
        default: reading.outcomeOfError
        }
    }
}
