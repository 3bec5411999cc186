import BatchCore
import ProviderSimulator
import Testing

@Suite("Replies that are JSON")
struct JSONReplyTests {
    private static let asJSON = #""response_format":{"type":"json_object"}"#

    private func dialogue(_ text: String, system: String = "Answer in JSON.", more: String = "", model: String = "simulated-chat")
        -> Dialogue
    {
        var dialogue = Dialogue(text, model: model, more: Self.asJSON + (more.isEmpty ? "" : ",\(more)"))
        dialogue.messages.insert(("system", system), at: 0)
        return dialogue
    }

    @Test("A reply is a JSON object with words of the user, the same each time", arguments: ["simulated-chat", "simulated-reasoner"])
    func object(name: String) throws {
        var model = ProviderModel(options: .quick { $0.cache = false })
        let dialogue = dialogue("Tell of \"the\" sea\n海", model: name)
        let reply = try model.reply(to: dialogue)
        let root = try JSONDocument(reply.content).root
        #expect(root.members.map(\.name) == ["turn", "topic", "answer", "points", "confidence"])
        #expect(root["turn"]?.int == 1)
        #expect(root["topic"]?.string == "Tell of the sea 海")
        #expect(root["answer"]?.string?.hasPrefix("Turn 1") == true)
        #expect(reply.finishReason == "stop")
        #expect(try model.reply(to: dialogue).content == reply.content)
        #expect((reply.reasoning != nil) == (name == "simulated-reasoner"))
    }

    @Test("A reply has the shape of the example in the messages", arguments: [true, false])
    func example(inSystem: Bool) throws {
        var model = ProviderModel(options: .quick())
        let example = #"{"question": "{?}", "facts": {"height": 8849, "share": 0.5, "names": ["a", "b"]}, "sure": true, "none": null}"#
        let shown = "Reply in json, not {so}. EXAMPLE: \(example) That is all."
        let reply = try model.reply(to: dialogue(inSystem ? "mountains" : "mountains " + shown, system: inSystem ? shown : "Be brief."))
        let root = try JSONDocument(reply.content).root
        #expect(root.members.map(\.name) == ["question", "facts", "sure", "none"])
        if inSystem { #expect(root["question"]?.string == "mountains") }
        #expect(root["facts"]?["height"]?.int != nil)
        #expect(root["facts"]?["share"]?.double != nil)
        #expect(root["facts"]?["names"]?.elements.count == 2)
        #expect(root["sure"]?.bool != nil)
        #expect(root["none"]?.isNull == true)
    }

    @Test("max_tokens truncates the object, and prefill continues it")
    func cut() throws {
        var model = ProviderModel(options: .quick())
        let whole = try model.reply(to: dialogue("Tell of the sea")).content
        let cut = try model.reply(to: dialogue("Tell of the sea", more: #""max_tokens":12"#))
        #expect(cut.finishReason == "length")
        #expect(whole.hasPrefix(cut.content))
        #expect(throws: JSONError.self) { try JSONDocument(cut.content) }
        let body =
            #"{"model":"simulated-chat",\#(Self.asJSON),"messages":[{"role":"system","content":"Answer in JSON."},"#
            + #"{"role":"user","content":"Tell of the sea"},{"role":"assistant","content":\#(quoted(cut.content)),"prefix":true}]}"#
        let rest = model.ask(HTTPRequest(url: "http://127.0.0.1/beta/chat/completions", headers: [], body: Array(body.utf8)))
        #expect(try cut.content + Completed(rest.wholeBody).content == whole)
    }

    @Test("A fault makes a JSON reply invalid; plain replies do not get that fault")
    func fault() throws {
        var model = ProviderModel(options: .always(.invalidJSON))
        let reply = try model.reply(to: dialogue("x"))
        #expect(reply.finishReason == "stop")
        #expect(!reply.content.isEmpty)
        #expect(throws: JSONError.self) { try JSONDocument(reply.content) }
        var plain = ProviderModel(options: .quick())
        #expect(try model.reply(to: Dialogue("x")).content == plain.reply(to: Dialogue("x")).content)
        #expect(model.statistics.faults == ["invalid-json": 1])
        #expect(model.statistics.replies == 2)
    }

    @Test("Functions take precedence over JSON, and their results are quoted in it")
    func tools() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = ToolDialogue("look_up the sea, as json", tools: [function("look_up")], more: Self.asJSON)
        let called = try model.reply(to: dialogue)
        #expect(called.calls.map(\.name) == ["look_up"])
        dialogue.goOn(after: called) { _ in "salt water" }
        let answer = try #require(try model.reply(to: dialogue).content)
        #expect(try JSONDocument(answer).root["answer"]?.string?.contains("salt water") == true)
    }

    @Test("The word json must be in a system or user message, and the format must be known")
    func refusals() throws {
        var model = ProviderModel(options: .quick())
        #expect(try model.refusal(dialogue("x", system: "Be brief.").request)?.contains("must contain the word 'json'") == true)
        #expect(try model.refusal(dialogue("as Json", system: "Be brief.").request) == nil)
        var elsewhere = dialogue("x", system: "Be brief.")
        elsewhere.messages += [("assistant", "JSON"), ("user", "y")]
        #expect(try model.refusal(elsewhere.request)?.contains("'json'") == true)
        func refusal(_ format: String) throws -> String? {
            try model.refusal(Dialogue("json", more: #""response_format":\#(format)"#).request)
        }
        #expect(try refusal(#"{"type":"text"}"#) == nil)
        #expect(try refusal("null") == nil)
        #expect(try refusal(#"{"type":"json_schema"}"#)?.contains("`json_schema`") == true)
        #expect(try refusal("{}")?.contains("`type`") == true)
    }
}
