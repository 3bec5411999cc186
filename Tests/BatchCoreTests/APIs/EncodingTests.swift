import TestSupport
import Testing

@testable import BatchCore

@Suite("Requests of the chat completions API")
struct EncodingTests {
    private func request(
        _ request: RoundRequest, of account: Account = Account(provider: .deepseek, key: Secret(testKey))
    ) -> HTTPRequest {
        WireFormat(accounts: [account]).request(
            for: Attempt(id: AttemptID(slot: 0, serial: 0), account: AccountID(0), request: request))
    }

    private func round(model: String? = nil, parameters: [(String, String)] = []) -> RoundRequest {
        RoundRequest(
            round: 1, model: model, input: .chat(JSONItems(#"{"role":"user","content":"Hi"}"#)),
            parameters: Parameters(parameters.map { Parameters.Member(name: $0.0, value: JSONText($0.1)) }))
    }

    private func text(_ request: HTTPRequest) -> String { String(decoding: request.body, as: UTF8.self) }

    @Test("parameters are sent byte for byte and in their order")
    func parametersVerbatim() {
        let sent = request(
            round(parameters: [
                ("temperature", "1.50e0"), ("top_p", "1.0"), ("response_format", #"{ "type" : "json_object","x":[1, 2] }"#),
                ("stop", #"["\u00e9","\/"]"#), ("seed", "18446744073709551616"), ("unknown \"name\"", "null"),
            ]))
        #expect(
            text(sent)
                == #"{"model":"deepseek-flash","messages":[{"role":"user","content":"Hi"}],"temperature":1.50e0,"top_p":1.0,"#
                + #""response_format":{ "type" : "json_object","x":[1, 2] },"stop":["\u00e9","\/"],"seed":18446744073709551616,"#
                + #""unknown \"name\"":null}"#)
    }

    @Test("the job's model overrides the account's")
    func jobModelFirst() {
        #expect(text(request(round(model: "deepseek-v4-pro"))).hasPrefix(#"{"model":"deepseek-v4-pro","messages":["#))
        let account = Account(provider: .deepseek, key: nil, model: "other")
        #expect(text(request(round(), of: account)).hasPrefix(#"{"model":"other","messages":["#))
    }

    @Test("without any model the member is left away")
    func noModel() {
        let account = Account(provider: .custom(baseURL: "http://127.0.0.1:8080/v1"), key: nil)
        #expect(text(request(round(), of: account)) == #"{"messages":[{"role":"user","content":"Hi"}]}"#)
    }

    private func streamed(_ parameters: [(String, String)], _ provider: Provider = .deepseek, byDefault: Bool = true) -> (String, Bool) {
        let request = WireFormat(accounts: [Account(provider: provider, key: nil, model: "m")], streams: byDefault).request(
            for: Attempt(id: AttemptID(slot: 0, serial: 0), account: AccountID(0), request: round(parameters: parameters)))
        return (String(text(request).dropFirst(#"{"model":"m","messages":[{"role":"user","content":"Hi"}]"#.count)), request.streams)
    }

    @Test("a stream is requested with its usage if the provider has that option")
    func stream() {
        let asked = #","stream":true,"stream_options":{"include_usage":true}}"#
        for provider in [Provider.deepseek, .litellm, .openai, .custom(baseURL: "http://h")] {
            #expect(streamed([], provider) == (asked, true))
        }
        #expect(streamed([], .together) == (#","stream":true}"#, true))
        #expect(streamed([], byDefault: false) == ("}", false))
    }

    @Test("a job's own `stream` overrides the run's, and its options are forwarded as written")
    func ownStream() {
        let added = #","stream_options":{"include_usage":true}}"#
        for byDefault in [true, false] {
            #expect(streamed([("stream", "false")], byDefault: byDefault) == (#","stream":false}"#, false))
            #expect(streamed([("stream", "null")], byDefault: byDefault) == (#","stream":null}"#, false))
            #expect(streamed([("stream", "true")], byDefault: byDefault) == (#","stream":true"# + added, true))
            #expect(
                streamed([("stream_options", "{ }"), ("stream", "true")], byDefault: byDefault)
                    == (#","stream_options":{ },"stream":true}"#, true))
        }
        #expect(streamed([("stream_options", "null")]) == (#","stream_options":null,"stream":true}"#, true))
        #expect(streamed([("stream_options", "{}")], byDefault: false) == (#","stream_options":{}}"#, false))
    }

    @Test("the body is written into memory that was reserved once")
    func reservedOnce() {
        var value = round(model: "m", parameters: [("metadata", "\"" + String(repeating: "x", count: 10_000) + "\"")])
        value.input = .chat(JSONItems("\"" + String(repeating: "x", count: 100_000) + "\""))
        let body = RequestBody.bytes(of: value, to: Account(provider: .custom(baseURL: "http://127.0.0.1"), key: nil))
        #expect(body.count > 110_000)
        #expect(body.capacity < 2 * body.count * 9 / 10, "a list that grew would have doubled")
    }

    @Test("FIM and prefill requests go to the provider's URL for them, whatever the base URL ends with")
    func beta() {
        let begun = RoundRequest(
            round: 1, model: "m", input: .chat(JSONItems("{}"), beginning: ReplyBeginning(text: "", message: JSONText("[]"))),
            parameters: Parameters(), isBeta: true)
        let gap = RoundRequest(
            round: 1, model: "m", input: .infill(prompt: JSONText(string: "a"), suffix: JSONText(string: "b")),
            parameters: Parameters([.init(name: "max_tokens", value: JSONText("9"))]), isBeta: true)
        for base in ["https://h", "https://h/", "https://h/v1", "https://h/beta"] {
            let account = Account(provider: .deepseek, baseURL: base, key: nil)
            #expect(request(begun, of: account).url == "https://h/beta/chat/completions")
            #expect(request(gap, of: account).url == "https://h/beta/completions")
        }
        #expect(request(begun, of: Account(provider: .together, baseURL: "https://h/v1", key: nil)).url == "https://h/v1/chat/completions")
        #expect(text(request(begun)) == #"{"model":"m","messages":[{},[]]}"#)
        #expect(text(request(gap)) == #"{"model":"m","prompt":"a","suffix":"b","max_tokens":9}"#)
    }

    @Test("the URL follows the base URL, with or without a slash at its end", arguments: ["http://h/v1", "http://h/v1/", "http://h/v1//"])
    func url(baseURL: String) {
        let sent = request(round(), of: Account(provider: .litellm, baseURL: baseURL, key: nil))
        #expect(sent.url == "http://h/v1/chat/completions")
        #expect(sent.method == "POST")
    }

    @Test("the headers name the form, the program and the key")
    func headers() {
        let sent = request(round()).headers.map { "\($0.name): \($0.value)" }
        #expect(
            sent == [
                "content-type: application/json", "accept: application/json", "user-agent: batchrun/\(Release.version)",
                "authorization: Bearer \(testKey)",
            ])
    }

    @Test("without a key there is no authorization")
    func noKey() {
        let sent = request(round(), of: Account(provider: .simulated, baseURL: "http://127.0.0.1:1", key: nil))
        #expect(!sent.headers.contains { $0.name == "authorization" })
    }

    @Test("only LiteLLM gets the header that disables its own retries")
    func liteLLMRetries() {
        let sent = request(round(), of: Account(provider: .litellm, key: nil)).headers
        #expect(sent.contains { $0.name == "x-litellm-num-retries" && $0.value == "0" })
        #expect(!request(round()).headers.contains { $0.name.hasPrefix("x-litellm") })
    }

    @Test("each attempt goes to its own account")
    func accountsApart() {
        let accounts = [Provider.deepseek, .together].map { Account(provider: $0, key: nil, model: $0.name) }
        let format = WireFormat(accounts: accounts)
        let sent = (0..<2).map {
            format.request(for: Attempt(id: AttemptID(slot: 0, serial: 0), account: AccountID($0), request: round()))
        }
        #expect(sent.map(\.url) == ["https://api.deepseek.com/chat/completions", "https://api.together.xyz/v1/chat/completions"])
        #expect(text(sent[1]).hasPrefix(#"{"model":"together""#))
    }
}
