/// The chat completions API (`POST /chat/completions`), as DeepSeek, Together.ai, LiteLLM, OpenAI and many others speak it.
public enum ChatCompletions {
    static func request(for request: RoundRequest, account: Account) -> HTTPRequest {
        HTTPRequest(url: account.baseURL + "/chat/completions", headers: [], body: request.messages)
    }

    static func outcome(of response: HTTPResponse, account: Account, now: Instant) -> Outcome {
        .replied(Reply(content: String(decoding: response.body, as: UTF8.self)))
    }

    static func outcome(of fault: TransferFault, account: Account) -> Outcome {
        .transient(Failure(code: "connection_lost", message: "\(fault)"))
    }
}
