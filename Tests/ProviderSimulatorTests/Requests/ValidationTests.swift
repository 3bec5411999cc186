import BatchCore
import ProviderSimulator
import Testing

@Suite("Refused requests")
struct ValidationTests {
    struct BadBody: Sendable, CustomTestStringConvertible {
        var body: String
        /// A part of the error message.
        var message: String
        var testDescription: String { body }
    }

    @Test("A body that is not a request is refused with status 400 and a sentence", arguments: [
        BadBody(body: "", message: "JSON"),
        BadBody(body: #"{"model":"m","messages":[{"role":"user","content":"x"}]"#, message: "JSON"),
        BadBody(body: "[]", message: "not a JSON object"),
        BadBody(body: #"{"messages":[{"role":"user","content":"x"}]}"#, message: "`model`"),
        BadBody(body: #"{"model":"m"}"#, message: "`messages`"),
        BadBody(body: #"{"model":"m","messages":"x"}"#, message: "`messages`"),
        BadBody(body: #"{"model":"m","messages":[]}"#, message: "Empty"),
        BadBody(body: #"{"model":"m","messages":[{"content":"x"}]}"#, message: "`role`"),
        BadBody(body: #"{"model":"m","messages":[{"role":"developer","content":"x"}]}"#, message: "unknown variant `developer`"),
        BadBody(body: #"{"model":"m","messages":[{"role":"user"}]}"#, message: "content"),
        BadBody(body: #"{"model":"m","messages":[{"role":"user","content":null}]}"#, message: "content"),
        BadBody(body: #"{"model":"m","messages":[{"role":"user","content":[{"text":"x"}]}]}"#, message: "type"),
        BadBody(body: #"{"model":"m","messages":[{"role":"assistant","content":null}]}"#, message: "tool_calls"),
        BadBody(body: #"{"model":"m","messages":[{"role":"tool","content":"x"}]}"#, message: "tool_call_id"),
        BadBody(body: #"{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":0}"#, message: "max_tokens"),
        BadBody(body: #"{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":"9"}"#, message: "max_tokens"),
        BadBody(body: #"{"model":"m","messages":[{"role":"user","content":"x"}],"stream_options":{}}"#, message: "stream"),
    ])
    func badBodies(_ bad: BadBody) throws {
        var model = ProviderModel(options: .quick())
        let answer = model.ask(chatRequest(Array(bad.body.utf8)))
        #expect(answer.status == 400)
        let error = try #require(try JSONDocument(answer.wholeBody).root["error"])
        #expect(try #require(error["message"]?.string).contains(bad.message))
        #expect(error["type"]?.string == "invalid_request_error")
        #expect(error["param"]?.isNull == true)
        #expect(error["code"]?.string == "invalid_request_error")
        #expect(model.statistics.refused == [400: 1])
        #expect(model.statistics.replies == 0)
    }

    @Test("Contents in parts, tool results and calls without content are accepted")
    func unusualMessages() throws {
        var model = ProviderModel(options: .quick())
        let answer = model.ask(chatRequest(Array(#"""
            {"model":"m","messages":[{"role":"system","content":"s"},
            {"role":"user","content":[{"type":"text","text":"part one"},{"type":"text","text":" part two"}]},
            {"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"1","content":"42"}]}
            """#.utf8)))
        #expect(try Completed(answer.wholeBody).content.contains("part one part two"))
    }

    @Test("A thinking model with tools requires the reasoning of its earlier messages")
    func reasoningMustComeBack() {
        var model = ProviderModel(options: .quick())
        func body(_ reasoning: String, name: String) -> HTTPRequest {
            chatRequest(Array(#"""
                {"model":"\#(name)","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"\#(reasoning)},
                {"role":"user","content":"c"}],"tools":[{"type":"function","function":{"name":"f"}}]}
                """#.utf8))
        }
        #expect(model.ask(body("", name: "deepseek-flash")).status == 400)
        #expect(model.ask(body(#","reasoning_content":"r""#, name: "deepseek-flash")).status == 200)
        #expect(model.ask(body("", name: "simulated-chat")).status == 200)
    }

    @Test("Any model is served, or only those of the list")
    func models() throws {
        var model = ProviderModel(options: .quick { $0.models = ["one", "two"] })
        #expect(model.ask(Dialogue("x", model: "one").request).status == 200)
        let refused = model.ask(Dialogue("x", model: "three").request)
        #expect(refused.status == 400)
        #expect(refused.text.contains("Model Not Exist"))
        let list = try JSONDocument(model.ask(page("/v1/models")).wholeBody).root
        #expect(list["object"]?.string == "list")
        #expect(list["data"]?.elements.compactMap { $0["id"]?.string } == ["one", "two"])
    }

    @Test("A request without the key gets status 401, and the key is not quoted")
    func key() {
        var model = ProviderModel(options: .quick { $0.key = Secret("sk-right") })
        let body = Dialogue("x").body
        #expect(model.ask(chatRequest(body)).status == 401)
        let wrong = model.ask(chatRequest(body, key: "sk-wrong"))
        #expect(wrong.status == 401)
        #expect(!wrong.text.contains("sk-"))
        #expect(model.ask(chatRequest(body, key: "sk-right")).status == 200)
        #expect(model.ask(page("/models")).status == 401)
        #expect(model.statistics.refused == [401: 3])
    }

    @Test("When the balance is used up requests get status 402, until the balance is reset")
    func balance() throws {
        var model = ProviderModel(options: .quick {
            $0.balance = 0.02
            $0.prices = .init(cached: 100, prompt: 100, completion: 100)
        })
        func available(_ model: inout ProviderModel) throws -> Bool? {
            try JSONDocument(model.ask(page("/user/balance")).wholeBody).root["is_available"]?.bool
        }
        #expect(try available(&model) == true)
        var answers = 0
        while model.ask(Dialogue("spend \(answers)").request).status == 200, answers < 100 { answers += 1 }
        #expect((1...10).contains(answers))
        let refused = model.ask(Dialogue("once more").request)
        #expect(refused.status == 402)
        #expect(refused.text.contains("Insufficient Balance"))
        #expect(try available(&model) == false)
        #expect(model.statistics.cost >= 0.02)
        model.topUp()
        #expect(model.ask(Dialogue("once more").request).status == 200)
    }

    @Test("An unknown path gets status 404, a wrong method 405; /v1 and /beta are optional", arguments: [
        (page("/v2/models"), 404), (page("/"), 404), (page("/v1"), 404), (page("/chat/completions"), 405),
        (page("/models", method: "POST"), 405), (page("/beta/models?limit=2"), 200), (page("/v1/user/balance"), 200),
        (page("/simulator/statistics"), 200),
    ])
    func paths(request: HTTPRequest, status: Int) {
        var model = ProviderModel(options: .quick())
        #expect(model.ask(request).status == status)
        #expect(model.statistics.requests == 0)
    }

    @Test("Errors have the shape that the options set")
    func dialects() throws {
        func root(_ dialect: SimulatorOptions.ErrorDialect) throws -> JSONValue {
            var model = ProviderModel(options: .always(.status(429)) { $0.errors = dialect })
            return try JSONDocument(model.ask(Dialogue("x").request).wholeBody).root
        }
        #expect(try root(.nested)["error"]?["message"]?.string == "Rate Limit Reached")
        #expect(try root(.flat)["message"]?.string == "Rate Limit Reached")
        #expect(try root(.flat)["object"]?.string == "error")
        #expect(try root(.numeric)["error"]?["code"]?.int == 429)
        #expect(try root(.text)["error"]?.string == "Rate Limit Reached")
    }
}
