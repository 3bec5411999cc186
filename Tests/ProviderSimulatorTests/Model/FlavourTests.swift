import BatchCore
import ProviderSimulator
import Testing

@Suite("The simulated providers")
struct FlavourTests {
    private static let all = ["deepseek", "together", "litellm", "openai"]

    private func ask(
        _ base: String, _ dialogue: Dialogue = Dialogue("what of the sea"), _ options: SimulatorOptions = .quick()
    ) -> SimulatedAnswer {
        var model = ProviderModel(options: options)
        return model.ask(dialogue.request(of: base))
    }

    private func root(_ answer: SimulatedAnswer) throws -> JSONValue { try JSONDocument(answer.wholeBody).root }

    /// The data of a stream without `[DONE]`.
    private func events(_ answer: SimulatedAnswer) throws -> [JSONValue] {
        try answer.text.split(separator: "\n\n").filter { $0 != "data: [DONE]" }.map { try JSONDocument(String($0.dropFirst(6))).root }
    }

    @Test("The start of a path selects the provider; the default is DeepSeek, and an unknown name selects OpenAI's API")
    func paths() {
        var model = ProviderModel(options: .quick())
        let bases = [
            "", "/v1", "/deepseek", "/deepseek/v1", "/deepseek/beta", "/together/v1", "/together", "/litellm/v1",
            "/openai/v1", "/mistral/v1",
        ]
        for base in bases { #expect(model.ask(Dialogue("x").request(of: base)).status == 200, "\(base)") }
        #expect(model.statistics.requestsByProvider == ["deepseek": 5, "together": 2, "litellm": 1, "openai": 2])
        for path in ["/mistral/models", "/together/beta/models", "/together/v1/user/balance", "/openai/v1", "/openai/v2/models"] {
            #expect(model.ask(page(path)).status == 404, "\(path)")
        }
        #expect(model.ask(page("/deepseek/user/balance")).status == 200)
    }

    @Test("The same conversation gets the same text and reasoning from all providers, each in its own members")
    func thoughts() throws {
        let dialogue = Dialogue("what of the sea", model: "simulated-reasoner")
        let expected = try Completed(ask("/deepseek", dialogue).wholeBody)
        for (base, member) in [("/together/v1", "reasoning"), ("/litellm/v1", "reasoning_content"), ("/openai/v1", "")] {
            let message = try #require(try root(ask(base, dialogue))["choices"]?[0]?["message"])
            #expect(message["content"]?.string == expected.content)
            for name in ["reasoning", "reasoning_content"] {
                #expect(message[name]?.string == (name == member ? expected.reasoning : nil), "\(base) \(name)")
            }
            var streaming = dialogue
            streaming.more = #""stream":true"#
            let deltas = try events(ask(base, streaming)).compactMap { $0["choices"]?[0]?["delta"] }
            #expect(deltas.compactMap { $0["content"]?.string }.joined() == expected.content)
            for name in ["reasoning", "reasoning_content"] {
                #expect(deltas.compactMap { $0[name]?.string }.joined() == (name == member ? expected.reasoning : ""), "\(base) \(name)")
            }
        }
        #expect(
            try root(ask("/openai/v1", dialogue))["usage"]?["completion_tokens_details"]?["reasoning_tokens"]?.int
                == expected.reasoningTokens)
    }

    @Test("DeepSeek-R1 at Together has its reasoning in the text, without an end tag if it used all the room")
    func inlineThoughts() throws {
        let name = "deepseek-ai/DeepSeek-R1-0528"
        let expected = try Completed(ask("/deepseek", Dialogue("why", model: name)).wholeBody)
        let thoughts = try #require(expected.reasoning)
        let whole = try #require(try root(ask("/together/v1", Dialogue("why", model: name)))["choices"]?[0]?["message"])
        #expect(whole["content"]?.string == "<think>\n\(thoughts)\n</think>\n\n\(expected.content)")
        #expect(whole["reasoning"] == nil && whole["reasoning_content"] == nil)
        let stream = try events(ask("/together/v1", Dialogue("why", model: name, more: #""stream":true"#)))
        #expect(stream.compactMap { $0["choices"]?[0]?["delta"]?["content"]?.string }.joined() == whole["content"]?.string)
        let cut = try root(ask("/together/v1", Dialogue("why", model: name, more: #""max_tokens":9"#)))["choices"]?[0]
        #expect(cut?["finish_reason"]?.string == "length")
        #expect(cut?["message"]?["content"]?.string.map { $0.hasPrefix("<think>\nThe user") && !$0.contains("</think>") } == true)
    }

    @Test("Usage contains cached tokens in the place of the provider")
    func usage() throws {
        func usage(_ base: String, _ model: String = "simulated-chat", _ more: String = "") throws -> Set<String> {
            let answer = ask(base, Dialogue("x", model: model, more: more))
            let usage = try more.isEmpty ? root(answer)["usage"] : events(answer).last?["usage"]
            return Set(try #require(usage).members.map(\.name)).subtracting(["prompt_tokens", "completion_tokens", "total_tokens"])
        }
        let nested: Set = ["prompt_tokens_details", "completion_tokens_details"]
        let whole = nested.union(["prompt_cache_hit_tokens", "prompt_cache_miss_tokens"])
        let asked = #""stream":true,"stream_options":{"include_usage":true}"#
        #expect(try usage("/deepseek") == whole)
        #expect(try usage("/openai/v1") == nested)
        #expect(try usage("/together/v1") == ["cached_tokens"])
        #expect(try usage("/together/v1", "simulated-reasoner") == nested)
        #expect(try usage("/litellm/v1") == whole)
        #expect(try usage("/litellm/v1", "simulated-chat", asked) == nested.union(["cost"]))
    }

    @Test("Streams contain the usage in the provider's place")
    func streamUsage() throws {
        func last(_ base: String, asksUsage: Bool) throws -> JSONValue {
            let answer = ask(base, Dialogue("x", more: #""stream":true,"stream_options":{"include_usage":\#(asksUsage)}"#))
            #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
            return try #require(try events(answer).last)
        }
        for base in ["/deepseek", "/together/v1"] {
            let chunk = try last(base, asksUsage: false)
            #expect(chunk["usage"]?["total_tokens"]?.int ?? 0 > 0)
            #expect(chunk["choices"]?[0]?["finish_reason"]?.string != nil)
        }
        for base in ["/litellm/v1", "/openai/v1"] {
            #expect(try last(base, asksUsage: false)["usage"] == nil)
            #expect(try last(base, asksUsage: true)["usage"]?["total_tokens"]?.int ?? 0 > 0)
        }
        #expect(try last("/openai/v1", asksUsage: true)["choices"]?.elements.isEmpty == true)
        let choice = try #require(try last("/litellm/v1", asksUsage: true)["choices"]?[0])
        #expect(choice["delta"]?.members.isEmpty == true)
        #expect(choice["finish_reason"] == nil)
    }

    @Test("Together ends some replies with eos, and shows a seed and an empty prompt")
    func together() throws {
        var model = ProviderModel(options: .quick())
        let roots = try (0..<60).map { try root(model.ask(Dialogue("x \($0)").request(of: "/together/v1"))) }
        let reasons = roots.compactMap { $0["choices"]?[0]?["finish_reason"]?.string }
        #expect(Set(reasons) == ["stop", "eos"])
        #expect((5...25).contains(reasons.count { $0 == "eos" }))
        #expect(roots.allSatisfy { $0["prompt"]?.kind == .array && $0["choices"]?[0]?["seed"]?.int != nil })
        #expect(model.ask(page("/together/v1/models")).text.hasPrefix(#"[{"id":"simulated-chat""#))
        #expect(try root(ask("/openai/v1"))["choices"]?[0]?["seed"] == nil)
    }

    @Test("Together has a special switch for thinking")
    func reasoningSwitch() throws {
        func thinks(_ base: String, _ name: String, _ isOn: Bool) throws -> Bool {
            let dialogue = Dialogue("x", model: name, more: #""reasoning":{"enabled":\#(isOn)}"#)
            let message = try root(ask(base, dialogue))["choices"]?[0]?["message"]
            return message?["reasoning"] != nil || message?["reasoning_content"] != nil
        }
        #expect(try thinks("/together/v1", "simulated-chat", true))
        #expect(try !thinks("/together/v1", "simulated-reasoner", false))
        #expect(try !thinks("/deepseek", "simulated-chat", true))
    }

    @Test("Only DeepSeek applies its own rules to requests, and only other providers answer their own features")
    func demands() throws {
        let called = #"{"role":"user","content":"c"},{"role":"assistant","content":"b"},{"role":"user","content":"a"}"#
        let tool = #"{"type":"function","function":{"name":"f"}}"#
        let strict = #"{"type":"function","function":{"name":"g","strict":true,"parameters":{"type":"object"}}}"#
        let schema = #"{"type":"object","properties":{"height":{"type":"integer"}},"required":["height"]}"#
        let format = #"{"type":"json_schema","json_schema":{"name":"n","schema":\#(schema)}}"#
        let bodies = [
            #"{"model":"deepseek-flash","messages":[\#(called)],"tools":[\#(tool)]}"#,
            #"{"model":"deepseek-flash","messages":[{"role":"user","content":"a"}],"tools":[\#(tool)],"tool_choice":"required"}"#,
            #"{"model":"m","messages":[{"role":"user","content":"a"}],"tools":[\#(tool),\#(strict)]}"#,
            #"{"model":"m","messages":[{"role":"developer","content":"a"},{"role":"user","content":"a"}]}"#,
            #"{"model":"m","messages":[{"role":"user","content":"a"}],"response_format":\#(format)}"#,
        ]
        for body in bodies {
            for provider in Self.all {
                var model = ProviderModel(options: .quick())
                let answer = model.ask(
                    HTTPRequest(url: "http://127.0.0.1:80/\(provider)/v1/chat/completions", headers: [], body: Array(body.utf8)))
                #expect(answer.status == (provider == "deepseek" ? 400 : 200), "\(provider) \(body)")
                guard provider == "openai", body.contains("json_schema") else { continue }
                let text = try #require(try root(answer)["choices"]?[0]?["message"]?["content"]?.string)
                #expect(try JSONDocument(text).root["height"]?.int != nil)
            }
        }
    }

    @Test("A request may spell functions and calls in several ways")
    func spelling() throws {
        var model = ProviderModel(options: .quick())
        let messages = [
            #"{"role":"user","content":"f"}"#,
            #"{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{ }"}}]}"#,
            #"{"role":"tool","tool_call_id":"1","content":"x"}"#,
        ]
        let tool = #"{"type":"function","function":{"name":"f","description":"a \" b","parameters":{"type":"object"}}}"#
        func reply(_ messages: [String], _ tool: String) throws -> ToolReply {
            var dialogue = ToolDialogue("", tools: [tool])
            dialogue.messages = messages
            return try model.reply(to: dialogue)
        }
        let spaced = [
            messages[0],
            #"{"role":"assistant","tool_calls":[ {"function":{"arguments":"{ }","name":"f"}, "type":"function", "id":"1"} ]}"#,
            messages[2],
        ]
        let spacedTool = #"{"type": "function", "function": {"parameters": { "type" : "object" }, "description": "a \" b", "name": "f"}}"#
        #expect(try reply(messages, tool).content == reply(spaced, spacedTool).content)
        #expect(try reply(messages, tool).content != reply(messages, tool.replacing("a \\\" b", with: "a \\\"  b")).content)
    }
}
