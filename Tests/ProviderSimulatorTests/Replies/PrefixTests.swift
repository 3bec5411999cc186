import BatchCore
import ProviderSimulator
import Testing

@Suite("Replies that continue a prefix")
struct PrefixTests {
    /// A request whose last message is the start of the reply.
    private func request(_ prefix: String, more: String = "", model: String = "simulated-chat", reasoning: String? = nil) -> HTTPRequest {
        let thoughts = reasoning.map { #","reasoning_content":\#(quoted($0))"# } ?? ""
        let body =
            #"{"model":"\#(model)","messages":[{"role":"user","content":"What of the sea 海?"},"#
            + #"{"role":"assistant","content":\#(quoted(prefix)),"prefix":true\#(thoughts)}]"# + (more.isEmpty ? "}" : ",\(more)}")
        return HTTPRequest(url: "http://127.0.0.1/beta/chat/completions", headers: [], body: Array(body.utf8))
    }

    @Test("A reply that was truncated and continued equals the whole reply", arguments: [3, 7, 16, 30])
    func cutReply(limit: Int) throws {
        var model = ProviderModel(options: .quick())
        let whole = try model.reply(to: Dialogue("What of the sea 海?"))
        let cut = try model.reply(to: Dialogue("What of the sea 海?", more: #""max_tokens":\#(limit)"#))
        #expect(cut.finishReason == "length")
        let rest = try Completed(model.ask(request(cut.content)).wholeBody)
        #expect(cut.content + rest.content == whole.content)
        #expect(rest.finishReason == "stop")
        #expect(rest.completion < whole.completion)
        #expect(rest.id != whole.id && cut.id != whole.id)

        var (text, parts) = (cut.content, 1)
        while true {
            let next = try Completed(model.ask(request(text, more: #""max_tokens":\#(limit)"#)).wholeBody)
            text += next.content
            parts += 1
            if next.finishReason == "stop" { break }
            #expect(next.completion == limit)
        }
        #expect(text == whole.content)
        #expect(parts > 1)
    }

    @Test(
        "A prefix that is not the start of the reply has a separate sequel, which can also be truncated",
        arguments: [
            "Once upon a time", "Once upon ", "", "x", "```python\n", "Look:\n```swift\nfunc f() {",
        ])
    func ownWords(prefix: String) throws {
        var model = ProviderModel(options: .quick())
        let whole = try Completed(model.ask(request(prefix)).wholeBody).content
        #expect(!whole.hasPrefix("Once"))
        #expect(!whole.isEmpty)
        var text = prefix
        for limit in [2, 5, 9] { text += try Completed(model.ask(request(text, more: #""max_tokens":\#(limit)"#)).wholeBody).content }
        #expect(text.utf8.count > prefix.utf8.count + 16 * 3)
        text += try Completed(model.ask(request(text)).wholeBody).content
        #expect(text == prefix + whole)
    }

    @Test("stop ends a reply before its stop words; code ends before its closing fence")
    func stop() throws {
        var model = ProviderModel(options: .quick())
        let code = try Completed(model.ask(request("```python\n", more: #""stop":["```"]"#)).wholeBody)
        #expect(code.finishReason == "stop")
        #expect(code.content.contains("return "))
        #expect(!code.content.contains("`"))
        let whole = try model.reply(to: Dialogue("stop here"))
        let words = whole.content.split(separator: " ")
        let second = String(words[3])
        let cut = try model.reply(to: Dialogue("stop here", more: #""stop":["no such words",\#(quoted(second))]"#))
        #expect(cut.content + second == whole.content.prefix(cut.content.count + second.count))
        #expect(!cut.content.contains(second))
        #expect(cut.finishReason == "stop")
        #expect(cut.completion < whole.completion)
        #expect(try model.reply(to: Dialogue("stop here", more: #""stop":\#(quoted(second))"#)).content == cut.content)
        #expect(try model.reply(to: Dialogue("stop here", more: #""stop":\#(quoted(second)),"max_tokens":1"#)).finishReason == "length")
        #expect(try model.reply(to: Dialogue("stop here", more: #""stop":null"#)).content == whole.content)
    }

    @Test("A stream continues with the same text")
    func stream() throws {
        var model = ProviderModel(options: .quick())
        let whole = try Completed(model.ask(request("Turn")).wholeBody).content
        let events = model.ask(request("Turn", more: #""stream":true"#)).text.split(separator: "\n\n").dropLast()
        let chunks = try events.map { try JSONDocument(String($0.dropFirst(6))).root }
        #expect(chunks.compactMap { $0["choices"]?[0]?["delta"]?["content"]?.string }.joined() == whole)
        #expect(whole.hasPrefix(" 1"))
    }

    @Test("A thinking model reasons again, unless its reasoning is given with the prefix")
    func thoughts() throws {
        var model = ProviderModel(options: .quick())
        let name = "deepseek-v4-pro"
        let whole = try model.reply(to: Dialogue("What of the sea 海?", model: name))
        let cut = try model.reply(to: Dialogue("What of the sea 海?", model: name, more: #""max_tokens":60"#))
        let rest = try Completed(model.ask(request(cut.content, model: name, reasoning: cut.reasoning)).wholeBody)
        #expect(rest.reasoning == nil)
        #expect(cut.content + rest.content == whole.content)
        let again = try Completed(model.ask(request(cut.content, model: name)).wholeBody)
        #expect(again.reasoning == whole.reasoning)
        #expect(again.content == rest.content)
    }

    @Test("The message that the client joins from both parts comes from the cache")
    func cached() throws {
        var model = ProviderModel(options: .quick())
        let rest = try Completed(model.ask(request("Once")).wholeBody)
        var dialogue = Dialogue("What of the sea 海?")
        dialogue.messages += [("assistant", "Once" + rest.content), ("user", "And?")]
        let next = try model.reply(to: dialogue)
        #expect(next.hit > rest.prompt)
        #expect(next.hit < next.prompt)
    }

    @Test("A prefix calls no functions")
    func noCalls() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = ToolDialogue("work", tools: [function("work")])
        dialogue.isBeta = true
        dialogue.messages.append(#"{"role":"assistant","content":"I","prefix":true}"#)
        #expect(try model.reply(to: dialogue).calls.isEmpty)
    }

    @Test("A misplaced prefix, a prefix on another base URL, and an invalid stop are refused")
    func refusals() throws {
        var model = ProviderModel(options: .quick())
        var asked = request("Once")
        #expect(try model.refusal(asked) == nil)
        for base in ["/v1", ""] {
            asked.url = "http://127.0.0.1\(base)/chat/completions"
            #expect(try model.refusal(asked)?.contains("prefix is only available when using beta api") == true)
        }
        let user = #"{"role":"user","content":"x"}"#
        for messages in [#"{"role":"user","content":"x","prefix":true}"#, #"{"role":"assistant","content":"x","prefix":true},"# + user] {
            asked = HTTPRequest(
                url: "http://127.0.0.1/beta/chat/completions", headers: [], body: Array(#"{"model":"m","messages":[\#(messages)]}"#.utf8))
            #expect(try model.refusal(asked)?.contains("only the last message") == true)
        }
        #expect(try model.refusal(Dialogue("x", more: #""stop":[1]"#).request)?.contains("stop") == true)
        let many = (0..<17).map { "\"\($0)\"" }.joined(separator: ",")
        #expect(try model.refusal(Dialogue("x", more: #""stop":[\#(many)]"#).request)?.contains("16") == true)
    }
}
