/// The chat completions API (`POST /chat/completions`), as DeepSeek, Together.ai, LiteLLM, OpenAI and many others speak it.
package enum ChatCompletions {
    /// The headers of every request to the account. No other place reveals the key.
    static func headers(for account: Account) -> [(name: String, value: String)] {
        var headers = [
            (name: "content-type", value: "application/json"),
            (name: "accept", value: "application/json"),
            (name: "user-agent", value: "batchrun/" + Release.version),
        ]
        if let key = account.key { headers.append((name: "authorization", value: "Bearer " + key.revealed)) }
        return headers + account.provider.extraHeaders
    }

    /// What a complete response means, whatever its status.
    static func outcome(of response: HTTPResponse, account: Account, in frame: ReplyFrame, now: Instant) -> Outcome {
        let reading = ResponseReading(response: response, account: account, frame: frame, now: now)
        return switch response.status {
        case 200..<300: reading.outcomeOfSuccess
        case 300..<400: reading.outcomeOfRedirect
        default: reading.outcomeOfError
        }
    }
}
