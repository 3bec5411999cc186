import BatchCore
import ProviderSimulator
import Testing

@Suite("Replies that call functions")
struct ToolCallTests {
    private static let city = #"{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"#
    private static let tools = [function("get_weather", parameters: city), function("get_time", parameters: city), function("stop")]

    @Test("A function that the user names is called, and its result is quoted in the answer")
    func oneCall() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = ToolDialogue("Please get_weather Reykjavik", tools: Self.tools)
        let called = try model.reply(to: dialogue)
        #expect(called.finishReason == "tool_calls")
        #expect(called.calls.map(\.name) == ["get_weather"])
        #expect(try called.calls[0].object["city"]?.string == "Reykjavik")
        #expect(called.calls[0].id.hasPrefix("call_00_"))
        dialogue.goOn(after: called) { _ in "light rain, nine degrees" }
        let answered = try model.reply(to: dialogue)
        #expect(answered.calls.isEmpty)
        #expect(answered.finishReason == "stop")
        #expect(answered.content?.hasPrefix("Turn 1") == true)
        #expect(answered.content?.contains("get_weather says \"light rain, nine degrees\"") == true)
        dialogue.goOn(after: answered)
        dialogue.say("Thank you.")
        let thanked = try model.reply(to: dialogue)
        #expect(thanked.calls.isEmpty)
        #expect(thanked.content?.hasPrefix("Turn 2") == true)
        #expect(thanked.content?.contains("rain") == false)
        dialogue.goOn(after: thanked)
        dialogue.say("Now get_weather Oslo")
        #expect(try model.reply(to: dialogue).calls.map(\.name) == ["get_weather"])
        #expect(model.statistics.replies == 4)
        #expect(model.statistics.repliesByRound == [1: 2, 2: 1, 3: 1])
    }

    @Test("Each mention is a call: all in one reply, or one in each reply if the user says step by step")
    func severalCalls() throws {
        var model = ProviderModel(options: .quick())
        let script = "get_weather Oslo, get_time Rome and get_weather Lima"
        let together = try model.reply(to: ToolDialogue(script, tools: Self.tools))
        #expect(together.calls.map(\.name) == ["get_weather", "get_time", "get_weather"])
        #expect(try together.calls.map { try $0.object["city"]?.string } == ["Oslo", "Rome", "Lima"])
        #expect(Set(together.calls.map(\.id)).count == 3)

        var dialogue = ToolDialogue("Step by step: " + script, tools: Self.tools)
        var seen: [ToolReply.Call] = []
        for _ in 0..<3 {
            let reply = try model.reply(to: dialogue)
            #expect(reply.calls.count == 1)
            seen += reply.calls
            dialogue.goOn(after: reply) { "result of \($0.arguments)" }
        }
        #expect(seen.map(\.name) == together.calls.map(\.name))
        #expect(seen.map(\.arguments) == together.calls.map(\.arguments))
        #expect(Set(seen.map(\.id)).count == 3)
        let answer = try model.reply(to: dialogue)
        #expect(answer.calls.isEmpty)
        #expect(answer.content?.split(separator: " says ").count == 4)
    }

    @Test("Words that only resemble a function's name call nothing", arguments: ["stopping", "non-stop", "get_weathers", "Stop", ""])
    func noCall(text: String) throws {
        var model = ProviderModel(options: .quick())
        #expect(try model.reply(to: ToolDialogue(text, tools: Self.tools)).calls.isEmpty)
    }

    @Test("tool_choice overrides the words")
    func choice() throws {
        var model = ProviderModel(options: .quick())
        func names(_ text: String, _ choice: String) throws -> [String] {
            try model.reply(to: ToolDialogue(text, tools: Self.tools, more: #""tool_choice":\#(choice)"#)).calls.map(\.name)
        }
        #expect(try names("get_time please", #""none""#).isEmpty)
        #expect(try names("get_time please", #""auto""#) == ["get_time"])
        #expect(try names("nothing", #""required""#) == ["get_weather"])
        #expect(try names("get_time please", #""required""#) == ["get_time"])
        #expect(try names("get_time please", #"{"type":"function","function":{"name":"stop"}}"#) == ["stop"])
    }

    @Test("The same conversation gets the same calls, and with another reply seed other ids")
    func deterministic() throws {
        var (one, other) = (ProviderModel(options: .quick()), ProviderModel(options: .quick()))
        var reseeded = ProviderModel(options: .quick { $0.replySeed = 2 })
        let dialogue = ToolDialogue("get_weather Oslo", tools: Self.tools)
        let reply = try one.reply(to: dialogue)
        #expect(try other.reply(to: dialogue).message == reply.message)
        #expect(try reseeded.reply(to: dialogue).calls[0].id != reply.calls[0].id)
    }

    @Test("A stream brings the same calls in pieces, the name first", arguments: ["simulated-chat", "simulated-reasoner"])
    func streamed(name: String) throws {
        var model = ProviderModel(options: .quick { $0.cache = false })
        for text in ["get_weather Oslo and get_time Rome", "stop", "get_time Reykjavik", "stop, now"] {
            var dialogue = ToolDialogue(text, tools: Self.tools, model: name)
            let whole = try model.reply(to: dialogue)
            dialogue.more = #""stream":true"#
            let events = model.ask(dialogue.request).text.split(separator: "\n\n").dropLast()
            let chunks = try events.map { try JSONDocument(String($0.dropFirst(6))).root }
            let deltas = chunks.compactMap { $0["choices"]?[0]?["delta"] }
            var calls: [ToolReply.Call] = []
            for piece in deltas.flatMap({ $0["tool_calls"]?.elements ?? [] }) {
                let index = try #require(piece["index"]?.int)
                if index == calls.count {
                    let id = try #require(piece["id"]?.string)
                    calls.append(.init(id: id, name: try #require(piece["function"]?["name"]?.string), arguments: ""))
                } else {
                    #expect(piece["id"] == nil && piece["function"]?["name"] == nil)
                }
                calls[index].arguments += try #require(piece["function"]?["arguments"]?.string)
            }
            #expect(calls == whole.calls)
            let texts = deltas.compactMap { $0["content"]?.string }
            #expect((texts.isEmpty ? nil : texts.joined()) == whole.content)
            #expect(chunks.last?["choices"]?[0]?["finish_reason"]?.string == "tool_calls")
            #expect(chunks.last?["usage"]?["completion_tokens"]?.int == whole.completion)
        }
    }

    @Test("Some replies with calls have text too, others have the content null")
    func contentBesideCalls() throws {
        var model = ProviderModel(options: .quick())
        let contents = try (0..<40).map { try model.reply(to: ToolDialogue("stop \($0)", tools: Self.tools)).content }
        #expect(contents.contains(nil))
        #expect(contents.contains { $0?.isEmpty == false })
    }

    @Test("max_tokens cuts the arguments of a call", arguments: 1...9)
    func cut(limit: Int) throws {
        var model = ProviderModel(options: .quick())
        var dialogue = ToolDialogue("get_weather Reykjavik", tools: Self.tools)
        let whole = try model.reply(to: dialogue)
        dialogue.more = #""max_tokens":\#(limit)"#
        let reply = try model.reply(to: dialogue)
        #expect(reply.completion <= limit)
        #expect(whole.completion > 9)
        #expect(reply.finishReason == "length")
        if let call = reply.calls.first { #expect(throws: JSONError.self) { try call.object } }
    }

    @Test("The history with its calls comes from the cache in the next request")
    func cached() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = ToolDialogue("get_weather Oslo", tools: Self.tools)
        let called = try model.reply(to: dialogue)
        dialogue.goOn(after: called)
        let answered = try model.reply(to: dialogue)
        #expect(answered.hit > called.prompt)
        #expect(answered.hit < answered.prompt)
    }

    @Test("Faults of calls: invalid JSON as arguments, or an unknown function; replies with text do not get them")
    func faults() throws {
        for kind in [Fault.Kind.badArguments, .unknownFunction] {
            var model = ProviderModel(options: .always(kind))
            let call = try #require(try model.reply(to: ToolDialogue("get_weather Oslo", tools: Self.tools)).calls.first)
            #expect((try? call.object) == nil || kind != .badArguments)
            #expect((call.name == "get_weather") == (kind == .badArguments))
            #expect(model.statistics.faults == [kind.name: 1])
            let bare = try #require(try model.reply(to: ToolDialogue("stop", tools: Self.tools)).calls.first)
            #expect((try? bare.object) == nil || kind != .badArguments)
            #expect(try model.reply(to: ToolDialogue("hello", tools: Self.tools)).calls.isEmpty)
            #expect(model.statistics.faults == [kind.name: 2])
            #expect(model.statistics.replies == 3)
        }
    }

    @Test("A null reply has no calls, and a broken stream lacks some of its calls")
    func brokenReplies() throws {
        var model = ProviderModel(options: .always(.nullContent))
        let dialogue = ToolDialogue("get_weather Oslo", tools: Self.tools)
        let null = try model.reply(to: dialogue)
        #expect(null.calls.isEmpty && null.content == nil && null.finishReason == "stop")
        model = ProviderModel(options: .always(.insufficientResource))
        let half = try model.reply(to: dialogue)
        #expect(half.finishReason == "insufficient_system_resource")
        #expect(half.calls.allSatisfy { (try? $0.object) == nil })
        #expect(model.statistics.replies == 0)
    }
}
