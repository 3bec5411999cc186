import TestSupport
import Testing

@testable import BatchCore

@Suite("Sessions in requests")
struct SessionTests {
    private func request(
        _ provider: Provider, session: String = "run-7", parameters: [(String, String)] = [], input: RoundRequest.Input? = nil
    ) -> HTTPRequest {
        let request = RoundRequest(
            round: 2, model: "m", input: input ?? .chat(JSONItems("{}")),
            parameters: Parameters(parameters.map { Parameters.Member(name: $0.0, value: JSONText($0.1)) }), sessionID: session)
        return WireFormat(accounts: [Account(provider: provider, key: nil)]).request(
            for: Attempt(id: AttemptID(slot: 0, serial: 0), account: AccountID(0), request: request))
    }

    private func body(_ provider: Provider, session: String = "run-7", parameters: [(String, String)] = []) -> String {
        let body = String(decoding: request(provider, session: session, parameters: parameters).body, as: UTF8.self)
        return String(body.dropFirst(#"{"model":"m","messages":[{}]"#.count).dropLast())
    }

    private func headers(_ provider: Provider, session: String) -> [String] {
        request(provider, session: session).headers.filter { $0.name.contains("session") }.map { "\($0.name): \($0.value)" }
    }

    private let own = #","litellm_session_id":"run-7""#

    @Test("LiteLLM gets the session in all places that its versions read")
    func litellm() {
        #expect(body(.litellm) == own + #","metadata":{"litellm_session_id":"run-7","session_id":"run-7"}"#)
        #expect(headers(.litellm, session: "run-7") == ["x-litellm-session-id: run-7"])
    }

    @Test(
        "a job's own metadata keeps what it says, and gets the names at its end",
        arguments: [
            (#"{}"#, #"{"litellm_session_id":"run-7","session_id":"run-7"}"#),
            (#"{ "a" : 1.0 }"#, #"{ "a" : 1.0 ,"litellm_session_id":"run-7","session_id":"run-7"}"#),
            (#"{"session_id":"mine"}"#, #"{"session_id":"mine","litellm_session_id":"run-7"}"#),
            (#"{"litellm_session_id":null,"session_id":7}"#, #"{"litellm_session_id":null,"session_id":7}"#),
            (#"{"a":{"b":"}"}}"#, #"{"a":{"b":"}"},"litellm_session_id":"run-7","session_id":"run-7"}"#),
            ("{ }\n", #"{ "litellm_session_id":"run-7","session_id":"run-7"}"#),
            ("null", "null"), (#"["x"]"#, #"["x"]"#), (#""x""#, #""x""#),
        ])
    func metadata(written: String, sent: String) throws {
        let found = body(.litellm, parameters: [("temperature", "1.0"), ("metadata", written), ("top_p", "0.5")])
        #expect(found == #","temperature":1.0,"metadata":\#(sent),"top_p":0.5"# + own)
        #expect(throws: Never.self) { try JSONDocument(Array(("{" + found.dropFirst() + "}").utf8)) }
    }

    @Test("a job's own session name overrides the generated one")
    func ownMember() {
        let found = body(.litellm, parameters: [("litellm_session_id", #""mine""#), ("metadata", "null")])
        #expect(found == #","litellm_session_id":"mine","metadata":null"#)
    }

    @Test("other servers would refuse the members, and OpenRouter and Fireworks read a header")
    func others() {
        for provider in Provider.all where provider.name != "litellm" {
            #expect(body(provider, parameters: [("metadata", "{}")]) == #","metadata":{}"#, "\(provider.name)")
        }
        #expect(headers(.openrouter, session: "run-7") == ["x-session-id: run-7"])
        #expect(headers(.fireworks, session: "run-7") == ["x-session-affinity: run-7"])
        #expect(headers(.deepseek, session: "run-7").isEmpty)
    }

    @Test(
        "a name that a header cannot contain is in the body only",
        arguments: ["", "run 7", "läuft", "a\nb", "\u{7F}", String(repeating: "x", count: 257)])
    func headerless(session: String) {
        for provider in [Provider.litellm, .openrouter, .fireworks] { #expect(headers(provider, session: session).isEmpty) }
        #expect(headers(.litellm, session: String(repeating: "x", count: 256)).count == 1)
        #expect(headers(.litellm, session: "a/b:c~!").count == 1)
        #expect(body(.litellm, session: session).contains("litellm_session_id") == !session.isEmpty)
    }

    @Test("the Responses API gets the session in the same way, and continues a response if there is one")
    func responses() {
        let items = JSONItems(#"{"role":"user","content":"Hi"}"#)
        let first = request(
            .litellm, parameters: [("previous_response_id", #""resp_0""#), ("store", "true")],
            input: .responses(items, instructions: JSONText(string: "Be kind.")))
        #expect(first.url == "http://127.0.0.1:4000/v1/responses")
        #expect(
            String(decoding: first.body, as: UTF8.self)
                == #"{"model":"m","instructions":"Be kind.","input":[{"role":"user","content":"Hi"}],"previous_response_id":"resp_0","#
                + #""store":true,"litellm_session_id":"run-7","metadata":{"litellm_session_id":"run-7","session_id":"run-7"}}"#)
        let second = request(
            .openai, parameters: [("previous_response_id", #""resp_0""#), ("store", "true")], input: .responses(items, after: "resp_1"))
        #expect(
            String(decoding: second.body, as: UTF8.self)
                == #"{"model":"m","previous_response_id":"resp_1","input":[{"role":"user","content":"Hi"}],"store":true}"#)
    }

    @Test("a stream of the Responses API is requested without the stream options of chats")
    func streamed() {
        let request = RoundRequest(round: 1, model: "m", input: .responses(JSONItems("{}")), parameters: Parameters())
        let sent = WireFormat(accounts: [Account(provider: .openai, key: nil)], streams: true).request(
            for: Attempt(id: AttemptID(slot: 0, serial: 0), account: AccountID(0), request: request))
        #expect(String(decoding: sent.body, as: UTF8.self) == #"{"model":"m","input":[{}],"stream":true}"#)
        #expect(sent.streams)
    }
}
