/// The chat completions API (`POST /chat/completions`), as DeepSeek, Together.ai, LiteLLM, OpenAI and many others speak it.
public enum ChatCompletions {
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

    /// The body: the model, the history as it stands (or the texts around a gap), then the parameters byte for byte and in
    /// their order. Where neither the job nor the account names a model, the member is left away, as servers with one model
    /// allow.
    static func body(of request: RoundRequest, defaultModel: String?, streaming: Streaming = Streaming()) -> [UInt8] {
        let model = request.model ?? defaultModel
        var size = request.input.byteCount + (model?.utf8.count ?? 0) + streaming.members.utf8.count + 60
        for member in request.parameters.members { size += member.name.utf8.count + member.value.count + 4 }
        var body: [UInt8] = []
        body.reserveCapacity(size)
        body.append(UInt8(ascii: "{"))
        if let model {
            body.append(contentsOf: #""model":"#.utf8)
            body.appendJSONString(model)
            body.append(UInt8(ascii: ","))
        }
        append(request.input, to: &body)
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

    private static func append(_ input: RoundRequest.Input, to body: inout [UInt8]) {
        switch input {
        case .chat(let messages, let beginning):
            body.append(contentsOf: #""messages":["#.utf8)
            body.append(contentsOf: messages)
            if let beginning {
                body.append(UInt8(ascii: ","))
                body.append(contentsOf: beginning)
            }
            body.append(UInt8(ascii: "]"))
        case .infill(let prompt, let suffix):
            body.append(contentsOf: #""prompt":"#.utf8)
            body.append(contentsOf: prompt)
            guard let suffix else { return }
            body.append(contentsOf: #","suffix":"#.utf8)
            body.append(contentsOf: suffix)
        }
    }

    /// What a complete response means, whatever its status.
    /// - Parameter allowsEmptyReply: ``RoundRequest/allowsEmptyReply``.
    static func outcome(of response: HTTPResponse, account: Account, allowsEmptyReply: Bool = false, now: Instant) -> Outcome {
        let reading = ResponseReading(response: response, account: account, allowsEmptyReply: allowsEmptyReply, now: now)
        return switch response.status {
        case 200..<300: reading.outcomeOfSuccess
        case 300..<400: reading.outcomeOfRedirect
        default: reading.outcomeOfError
        }
    }
}
