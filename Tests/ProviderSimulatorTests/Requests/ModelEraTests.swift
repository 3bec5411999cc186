import BatchCore
import ProviderSimulator
import Testing

@Suite("Differences between eras of models")
struct ModelEraTests {
    private static let r1 = ["deepseek-reasoner", "DeepSeek-R1-0528", "deepseek-ai/DeepSeek-R1"]
    private static let v32 = ["deepseek-v3.2", "DeepSeek-V3.2-Exp"]
    private static let v4 = ["deepseek-flash", "deepseek-v4-pro", "deepseek-v4-flash"]
    private static let own = ["simulated-chat", "model-for1", "gpt-4.1"]

    @Test("Models reason always, by default, or on request")
    func thinking() throws {
        var model = ProviderModel(options: .quick())
        func thinks(_ name: String, _ more: String = "") throws -> Bool {
            try model.reply(to: Dialogue("why", model: name, more: more)).reasoning != nil
        }
        let (on, off) = (#""thinking":{"type":"enabled"}"#, #""thinking":{"type":"disabled"}"#)
        for name in Self.r1 { #expect(try thinks(name) && thinks(name, off) && thinks(name, #""reasoning_effort":"none""#)) }
        for name in Self.v32 + Self.own { #expect(try !thinks(name) && thinks(name, on) && !thinks(name, off), "\(name)") }
        for name in Self.v4 + ["simulated-reasoner"] {
            #expect(try thinks(name) && thinks(name, on) && !thinks(name, off), "\(name)")
            #expect(try thinks(name, #""reasoning_effort":"max""#) && !thinks(name, #""reasoning_effort":"none""#))
            #expect(try !thinks(name, on + #","reasoning_effort":"none""#))
        }
    }

    @Test("The list of models has the simulator's own first, and then one of each era")
    func list() throws {
        var model = ProviderModel(options: .quick())
        let names = try JSONDocument(model.ask(page("/models")).wholeBody).root["data"]?.elements.compactMap { $0["id"]?.string } ?? []
        #expect(names.first == "simulated-chat")
        for era in [Self.r1, Self.v32, Self.v4] { #expect(names.contains { era.contains($0) }) }
    }

    private static func history(_ reasoning: String, last: String = #"{"role":"user","content":"c"}"#) -> String {
        #"{"role":"user","content":"a"},{"role":"assistant","content":"b"\#(reasoning)},\#(last)"#
    }

    private static let tools = #","tools":[{"type":"function","function":{"name":"f"}}]"#
    private static let thoughts = #","reasoning_content":"r""#
    private static let calling =
        #"{"role":"user","content":"c"},{"role":"assistant","content":null,"tool_calls":[{"id":"1","#
        + #""type":"function","function":{"name":"f","arguments":"{}"}}]TT},{"role":"tool","tool_call_id":"1","content":"x"}"#

    private func refusal(_ name: String, _ messages: String, _ more: String = "", base: String = "/v1") throws -> String? {
        var model = ProviderModel(options: .quick())
        let body = #"{"model":"\#(name)","messages":[\#(messages)]\#(more)}"#
        return try model.refusal(HTTPRequest(url: "http://127.0.0.1\(base)/chat/completions", headers: [], body: Array(body.utf8)))
    }

    @Test("R1 refuses reasoning in the input, except in a prefix", arguments: r1)
    func thoughtsRefused(name: String) throws {
        for tools in ["", Self.tools] {
            #expect(try refusal(name, Self.history(""), tools) == nil)
            #expect(try refusal(name, Self.history(#","reasoning_content":null"#), tools) == nil)
            #expect(try refusal(name, Self.history(Self.thoughts), tools)?.contains("messages[1].reasoning_content") == true)
        }
        let prefix = #"{"role":"user","content":"a"},{"role":"assistant","content":"b","prefix":true,"reasoning_content":"r"}"#
        #expect(try refusal(name, prefix, base: "/beta") == nil)
    }

    @Test("V3.2 with thinking requires the reasoning of the current turn", arguments: v32)
    func thoughtsOfTheTurn(name: String) throws {
        let on = #","thinking":{"type":"enabled"}"#
        let bare = Self.calling.replacing("TT", with: "")
        let full = Self.calling.replacing("TT", with: Self.thoughts)
        #expect(try refusal(name, Self.history("", last: full), Self.tools + on) == nil)
        #expect(try refusal(name, Self.history("", last: bare), Self.tools + on)?.contains("message index 3") == true)
        #expect(try refusal(name, Self.history("", last: bare), Self.tools) == nil)
        #expect(try refusal(name, Self.history("", last: bare), on) == nil)
        #expect(try refusal(name, Self.history("", last: full) + #",{"role":"assistant","content":"x"}"#, Self.tools + on) != nil)
    }

    @Test("V4 with thinking and functions requires all reasoning back, also an empty text", arguments: v4 + ["simulated-reasoner"])
    func allThoughts(name: String) throws {
        let missing = "must be passed back to the API"
        #expect(try refusal(name, Self.history(""), Self.tools)?.contains(missing) == true)
        #expect(try refusal(name, Self.history(#","reasoning_content":null"#), Self.tools)?.contains(missing) == true)
        #expect(try refusal(name, Self.history(Self.thoughts), Self.tools) == nil)
        #expect(try refusal(name, Self.history(#","reasoning_content":"""#), Self.tools) == nil)
        #expect(try refusal(name, Self.history("")) == nil)
        #expect(try refusal(name, Self.history(Self.thoughts)) == nil)
        #expect(try refusal(name, Self.history(""), Self.tools + #","thinking":{"type":"disabled"}"#) == nil)
        let prefix = #"{"role":"user","content":"a"},{"role":"assistant","content":"b","prefix":true}"#
        #expect(try refusal(name, prefix, Self.tools, base: "/beta") == nil)
    }

    @Test("Reasoning that is sent back is read: it counts, and comes from the cache")
    func thoughtsAreRead() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = ToolDialogue("f", tools: [function("f")], model: "deepseek-flash")
        let called = try model.reply(to: dialogue)
        #expect(called.reasoning != nil)
        var bare = dialogue
        dialogue.goOn(after: called)
        let answered = try model.reply(to: dialogue)
        #expect(answered.hit > called.prompt)
        bare.goOn(
            after: try ToolReply(
                Array(#"{"choices":[{"message":\#(called.message.replacing(quoted(called.reasoning ?? ""), with: "\"\"")),"#.utf8)
                    + Array(#""finish_reason":"x"}],"usage":{"completion_tokens":1,"prompt_tokens":1,"prompt_cache_hit_tokens":1}}"#.utf8)))
        #expect(try model.reply(to: bare).prompt < answered.prompt)
    }

    @Test("A DeepSeek model with few tokens gives only reasoning", arguments: r1 + v4)
    func onlyThoughts(name: String) throws {
        var model = ProviderModel(options: .quick())
        for limit in [1, 5, 31] {
            let reply = try model.reply(to: Dialogue("why", model: name, more: #""max_tokens":\#(limit)"#))
            #expect(reply.content.isEmpty)
            #expect(reply.finishReason == "length")
            #expect(reply.completion == limit && reply.reasoningTokens == limit)
            let whole = try model.reply(to: Dialogue("why", model: name)).reasoning ?? ""
            #expect(reply.reasoning?.hasPrefix(whole.prefix(20 * limit / 10)) == true)
        }
        let enough = try model.reply(to: Dialogue("why", model: name, more: #""max_tokens":32"#))
        #expect(!enough.content.isEmpty)
        let stream = model.ask(Dialogue("why", model: name, more: #""max_tokens":5,"stream":true"#).request).text
        #expect(stream.contains(#""finish_reason":"length""#))
        #expect(!stream.contains(#""content":null"#))
        let tool = try model.reply(to: ToolDialogue("f", tools: [function("f")], model: name, more: #""max_tokens":5"#))
        #expect(tool.calls.isEmpty && tool.content == "" && tool.finishReason == "length")
    }

    @Test("R1 accepts any temperature, no probabilities and no FIM")
    func parametersOfR1() throws {
        func refusal(_ more: String, name: String = "deepseek-reasoner") throws -> String? {
            var model = ProviderModel(options: .quick())
            return try model.refusal(Dialogue("x", model: name, more: more).request)
        }
        #expect(try refusal(#""temperature":9,"top_p":3,"thinking":7,"reasoning_effort":"extreme""#) == nil)
        #expect(try refusal(#""logprobs":false"#) == nil)
        #expect(try refusal(#""logprobs":true"#)?.contains("does not support logprobs") == true)
        #expect(try refusal(#""top_logprobs":2"#)?.contains("does not support logprobs") == true)
        var model = ProviderModel(options: .quick())
        let fim = HTTPRequest(
            url: "http://127.0.0.1/beta/completions", headers: [], body: Array(#"{"model":"deepseek-reasoner","prompt":"x"}"#.utf8))
        #expect(try model.refusal(fim)?.contains("does not support completions") == true)
    }

    @Test("Parameters out of range are refused, those in range are not", arguments: ["deepseek-flash", "simulated-chat"])
    func parameters(name: String) throws {
        func refusal(_ more: String) throws -> String? {
            var model = ProviderModel(options: .quick())
            return try model.refusal(Dialogue("x", model: name, more: more).request)
        }
        for (more, what) in [
            (#""thinking":{"type":"auto"}"#, "thinking.type"), (#""thinking":{}"#, "thinking.type"),
            (#""reasoning_effort":"extreme""#, "reasoning_effort"), (#""reasoning_effort":1"#, "reasoning_effort"),
            (#""temperature":2.1"#, "temperature"), (#""temperature":"1""#, "temperature"), (#""top_p":1.5"#, "top_p"),
            (#""logprobs":1"#, "logprobs"), (#""top_logprobs":2"#, "top_logprobs"), (#""logprobs":true,"top_logprobs":21"#, "[0, 20]"),
            (#""safety_check":{"level":"mid"}"#, "safety_check.level"), (#""safety_check":{}"#, "safety_check.level"),
            (#""user_id":7"#, "user_id"), (#""user_id":"\#(String(repeating: "u", count: 513))""#, "512"),
        ] { #expect(try refusal(more)?.contains(what) == true, "\(more)") }
        for effort in ["low", "high", "max", "none", "minimal", "medium", "xhigh", "ultra"] {
            #expect(try refusal(#""reasoning_effort":"\#(effort)""#) == nil)
        }
        let good = #""temperature":2,"top_p":0.95,"logprobs":true,"top_logprobs":20,"safety_check":{"level":"high"},"user_id":"u","n":7"#
        #expect(try refusal(good) == nil)
        #expect(try refusal(#""thinking":null,"reasoning_effort":null,"temperature":null,"safety_check":null,"user_id":null"#) == nil)
    }

    @Test("A thinking model cannot be forced to call a function")
    func forcedCalls() throws {
        for choice in [#""required""#, #"{"type":"function","function":{"name":"f"}}"#] {
            let more = Self.tools + #","tool_choice":\#(choice)"#
            #expect(try refusal("deepseek-flash", #"{"role":"user","content":"x"}"#, more)?.contains("tool_choice") == true)
            #expect(try refusal("deepseek-flash", #"{"role":"user","content":"x"}"#, more + #","thinking":{"type":"disabled"}"#) == nil)
        }
    }
}
