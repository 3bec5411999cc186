/// The chat completions API (`POST /chat/completions`), as DeepSeek, Together.ai, LiteLLM, OpenAI and many others speak it.
public enum ChatCompletions {
    /// Where the account's requests go, and with which headers.
    static func head(for account: Account) -> RequestHead {
        RequestHead(url: account.baseURL + "/chat/completions", headers: headers(for: account))
    }

    /// The headers of every request to the account. The one place where the key is revealed.
    static func headers(for account: Account) -> [(name: String, value: String)] {
        var headers = [
            (name: "content-type", value: "application/json"),
            (name: "accept", value: "application/json"),
            (name: "user-agent", value: "batchrun/" + Release.version),
        ]
        if let key = account.key { headers.append((name: "authorization", value: "Bearer " + key.revealed)) }
        return headers + account.provider.extraHeaders
    }

    /// The body: the model, the history as it stands, then the parameters byte for byte and in their order. Where neither
    /// the job nor the account names a model, the member is left away, as servers with one model allow.
    static func body(of request: RoundRequest, defaultModel: String?, streaming: Streaming = Streaming()) -> [UInt8] {
        let model = request.model ?? defaultModel
        var size = request.messages.count + (model?.utf8.count ?? 0) + streaming.members.utf8.count + 40
        for member in request.parameters.members { size += member.name.utf8.count + member.value.count + 4 }
        var body: [UInt8] = []
        body.reserveCapacity(size)
        body.append(UInt8(ascii: "{"))
        if let model {
            body.append(contentsOf: #""model":"#.utf8)
            body.appendJSONString(model)
            body.append(UInt8(ascii: ","))
        }
        body.append(contentsOf: #""messages":["#.utf8)
        body.append(contentsOf: request.messages)
        body.append(UInt8(ascii: "]"))
        for member in request.parameters.members {
            body.append(UInt8(ascii: ","))
            body.appendJSONString(member.name)
            body.append(UInt8(ascii: ":"))
            body.append(contentsOf: member.value)
        }
        body.append(contentsOf: streaming.members.utf8)
        body.append(UInt8(ascii: "}"))
        return body
    }

    /// What a complete response means, whatever its status.
    static func outcome(of response: HTTPResponse, account: Account, now: Instant) -> Outcome {
        let reading = ResponseReading(response: response, account: account, now: now)
        return switch response.status {
        case 200..<300: reading.outcomeOfSuccess
        case 300..<400: reading.outcomeOfRedirect
        default: reading.outcomeOfError
        }
    }
}
