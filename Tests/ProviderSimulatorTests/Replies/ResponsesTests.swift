import BatchCore
import ProviderSimulator
import Testing

@Suite("The Responses API")
struct ResponsesTests {
    private static let bases = ["/deepseek", "/together/v1", "/litellm/v1", "/openai/v1", ""]
    private static let city = #"{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"#
    private static let flatTools =
        #""tools":[{"type":"function","name":"get_weather","parameters":\#(city),"strict":true},"#
        + #"{"type":"function","name":"get_time","parameters":\#(city),"strict":false}]"#

    @Test("A conversation that is sent whole gets the texts of a chat, at every provider", arguments: bases)
    func sameAsChat(base: String) throws {
        var model = ProviderModel(options: .quick())
        for name in ["simulated-chat", "simulated-reasoner"] {
            var chat = Dialogue("what of the sea 海", model: name)
            chat.messages.insert(("system", "Be brief."), at: 0)
            var responses = ResponsesDialogue("what of the sea 海", model: name, base: base, more: #""instructions":"Be brief.""#)
            for next in ["and the mountains?", "Thank you.", ""] {
                let (expected, response) = try (model.reply(to: chat), model.reply(to: responses))
                #expect(response.text == expected.content)
                #expect(response.status == "completed")
                #expect(response.input == expected.prompt)
                #expect(response.output == expected.completion)
                #expect(response.root["usage"]?["output_tokens_details"]?["reasoning_tokens"]?.int == expected.reasoningTokens)
                if base != "/openai/v1" { #expect(response.reasoning == expected.reasoning) }
                chat.goOn(after: expected, saying: next)
                responses.goOn(after: response, saying: next)
            }
        }
    }

    @Test("The input can be a string, items, or items with parts")
    func inputForms() throws {
        var model = ProviderModel(options: .quick())
        let dialogue = ResponsesDialogue("hello \"there\"")
        let inputs = [
            #""hello \"there\"""#, #"[{"role":"user","content":"hello \"there\""}]"#,
            #"[{"type":"message","role":"user","content":[{"type":"input_text","text":"hello \"there\""}]}]"#,
            #"[{"role":"user","content":[{"type":"input_text","text":"hello "},{"type":"input_text","text":"\"there\""}]}]"#,
        ]
        let texts = try inputs.map { try Responded(JSONDocument(model.ask(dialogue.request(input: $0)).wholeBody).root).text }
        #expect(try Set(texts) == [model.reply(to: Dialogue("hello \"there\"")).content])
        let system = ResponsesDialogue("x", more: #""instructions":"Be brief.""#)
        var developer = ResponsesDialogue("x")
        developer.items.insert(ResponsesDialogue.said("developer", "Be brief."), at: 0)
        #expect(try model.reply(to: system).text == model.reply(to: developer).text)
        #expect(try model.reply(to: system).text != model.reply(to: ResponsesDialogue("x")).text)
    }

    @Test("Functions are called as in a chat, also over a whole turn of calls", arguments: bases)
    func functions(base: String) throws {
        var model = ProviderModel(options: .quick())
        var chat = ToolDialogue(
            "get_weather Oslo and get_time Rome",
            tools: ["get_weather", "get_time"].map { function($0, parameters: Self.city) })
        var responses = ResponsesDialogue("get_weather Oslo and get_time Rome", base: base, more: Self.flatTools)
        let (expected, called) = try (model.reply(to: chat), model.reply(to: responses))
        #expect(called.calls == expected.calls)
        #expect(called.calls.count == 2)
        chat.goOn(after: expected) { "the result of \($0.name)" }
        responses.items += called.items
        for call in called.calls {
            responses.items.append(#"{"type":"function_call_output","call_id":"\#(call.id)","output":"the result of \#(call.name)"}"#)
        }
        let answer = try model.reply(to: responses)
        #expect(try answer.text == model.reply(to: chat).content)
        #expect(answer.text?.contains("get_time says \"the result of get_time\"") == true)
        responses.more += #","tool_choice":{"type":"function","name":"get_time"}"#
        #expect(try model.reply(to: responses).calls.map(\.name) == ["get_time"])
    }

    @Test("Reasoning items equal the reasoning of a chat's messages, if the model reads them")
    func thoughtsOfCalls() throws {
        var model = ProviderModel(options: .quick())
        var chat = ToolDialogue("get_time Rome", tools: [function("get_time", parameters: Self.city)], model: "deepseek-flash")
        let tool = #""tools":[{"type":"function","name":"get_time","parameters":\#(Self.city)}]"#
        var responses = ResponsesDialogue("get_time Rome", model: "deepseek-flash", base: "/deepseek", more: tool)
        let (expected, called) = try (model.reply(to: chat), model.reply(to: responses))
        #expect(called.reasoning == expected.reasoning)
        chat.goOn(after: expected)
        let output = #"{"type":"function_call_output","call_id":"\#(called.calls[0].id)","output":"done"}"#
        responses.items += called.items + [output]
        let bare = { (items: [String]) in items.filter { !$0.contains(#""type":"reasoning""#) } }
        #expect(try model.reply(to: responses).text == model.reply(to: chat).content)
        responses.items = bare(responses.items)
        #expect(try model.reply(to: responses).text != model.reply(to: chat).content)
    }

    @Test("A truncated response is incomplete, and has no message if reasoning used all the room")
    func incomplete() throws {
        var model = ProviderModel(options: .quick())
        let cut = try model.reply(to: ResponsesDialogue("hello", more: #""max_output_tokens":16"#))
        #expect(cut.status == "incomplete")
        #expect(cut.root["incomplete_details"]?["reason"]?.string == "max_output_tokens")
        #expect(cut.output == 16)
        #expect(try model.reply(to: Dialogue("hello")).content.hasPrefix(try #require(cut.text)))
        #expect(cut.items.last?.contains(#""status":"incomplete""#) == true)
        let thoughts = try model.reply(
            to: ResponsesDialogue("hello", model: "deepseek-flash", base: "/deepseek", more: #""max_output_tokens":9"#))
        #expect(thoughts.status == "incomplete")
        #expect(thoughts.items.count == 1)
        #expect(thoughts.reasoning?.isEmpty == false)
    }

    @Test("Replies are JSON if the format asks for it, and fit a schema")
    func formats() throws {
        var model = ProviderModel(options: .quick())
        let schema = #"{"type":"object","properties":{"height":{"type":"integer","minimum":100}},"required":["height"]}"#
        for base in Self.bases {
            let format = #""text":{"format":{"type":"json_schema","name":"n","schema":\#(schema),"strict":true}}"#
            let reply = try model.reply(to: ResponsesDialogue("the mountain", base: base, more: format))
            #expect(try JSONDocument(try #require(reply.text)).root["height"]?.int ?? 0 >= 100)
        }
        let object = try model.reply(to: ResponsesDialogue("the sea as json", more: #""text":{"format":{"type":"json_object"}}"#))
        let more = #""response_format":{"type":"json_object"}"#
        #expect(try object.text == model.reply(to: Dialogue("the sea as json", more: more)).content)
    }

    @Test("OpenAI shows reasoning as a summary or encrypted, each on request")
    func summaries() throws {
        var model = ProviderModel(options: .quick())
        func item(_ more: String) throws -> JSONValue {
            try #require(try model.reply(to: ResponsesDialogue("why", model: "simulated-reasoner", more: more)).root["output"]?[0])
        }
        let bare = try item("")
        #expect(bare["type"]?.string == "reasoning")
        #expect(bare["summary"]?.elements.isEmpty == true)
        #expect(bare["content"] == nil)
        #expect(bare["encrypted_content"] == nil)
        #expect(try item(#""reasoning":{"summary":"auto"}"#)["summary"]?[0]?["type"]?.string == "summary_text")
        #expect(try item(#""include":["reasoning.encrypted_content"]"#)["encrypted_content"]?.string?.isEmpty == false)
        #expect(try item(#""reasoning":{"effort":"none"}"#)["type"]?.string == "message")
    }

    @Test("Ids differ between responses, are the same in each run, and are long from LiteLLM's proxy")
    func ids() throws {
        var (model, other) = (ProviderModel(options: .quick()), ProviderModel(options: .quick()))
        var ids: Set<String> = []
        for text in ["a", "b", "c"] {
            for more in ["", #""max_output_tokens":17"#, #""text":{"format":{"type":"json_schema","name":"n","schema":{"type":"null"}}}"#] {
                let dialogue = ResponsesDialogue(text, more: more)
                let id = try model.reply(to: dialogue).id
                #expect(try other.reply(to: dialogue).id == id)
                ids.insert(id)
            }
        }
        #expect(ids.count == 9)
        #expect(ids.allSatisfy { $0.hasPrefix("resp_") && $0.count == 53 })
        #expect(try (445...455).contains(model.reply(to: ResponsesDialogue("a", base: "/litellm/v1")).id.count))
    }

    @Test(
        "A wrong request is refused with status 400 and the wrong member",
        arguments: [
            (#"{"model":"m"}"#, "input"), (#"{"model":"m","input":7}"#, "input"),
            (#"{"model":"m","input":[{"role":"cook","content":"x"}]}"#, "input[0].role"),
            (#"{"model":"m","input":[{"role":"user"}]}"#, "input[0].content"),
            (#"{"model":"m","input":[{"role":"user","content":[{"text":"x"}]}]}"#, "input[0].content"),
            (#"{"model":"m","input":["x",{"type":"item_reference","id":"x"}]}"#, "input[0].content"),
            (#"{"model":"m","input":[{"type":"item_reference","id":"x"}]}"#, "input[0].type"),
            (#"{"model":"m","input":[{"type":"function_call","name":"f"}]}"#, "input[0]"),
            (#"{"model":"m","input":"x","tools":[{"type":"web_search"}]}"#, "tools[0].type"),
            (#"{"model":"m","input":"x","max_output_tokens":15}"#, "max_output_tokens"),
            (#"{"model":"m","input":"x","previous_response_id":7}"#, "previous_response_id"),
            (#"{"model":"m","input":"x","conversation":"conv_1"}"#, "conversation"),
            (#"{"model":"m","input":"x","background":true}"#, "background"),
        ])
    func refused(body: String, param: String) throws {
        var model = ProviderModel(options: .quick())
        let answer = model.ask(HTTPRequest(url: "http://127.0.0.1:80/openai/v1/responses", headers: [], body: Array(body.utf8)))
        #expect(answer.status == 400)
        #expect(try JSONDocument(answer.wholeBody).root["error"]?["param"]?.string == param)
    }

    @Test("A result without a call is refused")
    func strayOutput() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = ResponsesDialogue("x", more: Self.flatTools)
        dialogue.items = [#"{"type":"function_call_output","call_id":"call_1","output":"x"}"#]
        #expect(model.ask(dialogue.request).status == 400)
    }
}
