import BatchCore
import ProviderSimulator
import Testing

@Suite("Fill-in-the-middle completions")
struct FIMTests {
    private func request(_ prompt: String, more: String = "", base: String = "/beta") -> HTTPRequest {
        let body = #"{"model":"simulated-chat","prompt":\#(quoted(prompt))"# + (more.isEmpty ? "}" : ",\(more)}")
        return HTTPRequest(url: "http://127.0.0.1\(base)/completions", headers: [], body: Array(body.utf8))
    }

    private static let fibonacci = "def fib(a):"

    @Test("A reply has the members of the API, and looks like code that fits its place")
    func reply() throws {
        var model = ProviderModel(options: .quick())
        let body = model.ask(request(Self.fibonacci, more: #""suffix":"    return fib(a-1) + fib(a-2)""#)).wholeBody
        let root = try JSONDocument(body).root
        #expect(root.members.map(\.name) == ["id", "object", "created", "model", "system_fingerprint", "choices", "usage"])
        #expect(root["object"]?.string == "text_completion")
        #expect(root["choices"]?[0]?.members.map(\.name) == ["index", "text", "logprobs", "finish_reason"])
        let reply = try Completed(body)
        #expect(reply.finishReason == "stop")
        #expect(reply.content.hasPrefix("\n    # after \"def fib(a):\"\n    "))
        #expect(reply.content.split(separator: "\n").allSatisfy { $0.hasPrefix("    ") })
        #expect(!reply.content.contains("return"))
        #expect(reply.reasoning == nil)
        #expect(reply.total == reply.prompt + reply.completion)
        #expect(reply.prompt == reply.hit + reply.miss)
        let open = try Completed(model.ask(request(Self.fibonacci)).wholeBody)
        #expect(open.content.contains("\n    return "))
        #expect(open.id != reply.id)
        #expect(model.statistics.replies == 2)
        #expect(model.statistics.repliesByRound == [1: 2])
        #expect(model.statistics.completionTokens == reply.completion + open.completion)
    }

    @Test("The same request gets the same text, and echo puts the prompt before it")
    func echo() throws {
        var model = ProviderModel(options: .quick { $0.cache = false })
        let plain = try Completed(model.ask(request("x = 1\n")).wholeBody)
        let echoed = try Completed(model.ask(request("x = 1\n", more: #""echo":true"#)).wholeBody)
        #expect(echoed.content == "x = 1\n" + plain.content)
        #expect(echoed.completion == plain.completion)
        #expect(try Completed(model.ask(request("x = 2\n")).wholeBody).content != plain.content)
    }

    @Test("max_tokens and stop cut the text")
    func cut() throws {
        var model = ProviderModel(options: .quick())
        let whole = try Completed(model.ask(request(Self.fibonacci)).wholeBody)
        let short = try Completed(model.ask(request(Self.fibonacci, more: #""max_tokens":5"#)).wholeBody)
        #expect(short.completion == 5)
        #expect(short.finishReason == "length")
        #expect(whole.content.hasPrefix(short.content))
        let stopped = try Completed(model.ask(request(Self.fibonacci, more: #""stop":["return"]"#)).wholeBody)
        #expect(stopped.finishReason == "stop")
        #expect(whole.content.hasPrefix(stopped.content + "return"))
    }

    @Test("A stream brings the same text in the API's chunks", arguments: [true, false])
    func stream(echoes: Bool) throws {
        var model = ProviderModel(options: .quick { $0.cache = false })
        let whole = try Completed(model.ask(request(Self.fibonacci, more: #""echo":\#(echoes)"#)).wholeBody)
        let answer = model.ask(request(Self.fibonacci, more: #""echo":\#(echoes),"stream":true"#))
        #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
        let chunks = try answer.text.split(separator: "\n\n").dropLast().map { try JSONDocument(String($0.dropFirst(6))).root }
        #expect(chunks.allSatisfy { $0["object"]?.string == "text_completion" })
        #expect(chunks.compactMap { $0["choices"]?[0]?["text"]?.string }.joined() == whole.content)
        #expect(chunks.last?["choices"]?[0]?["finish_reason"]?.string == "stop")
        #expect(chunks.last?["usage"]?["total_tokens"]?.int == whole.total)
        #expect(chunks.count > 3)
    }

    @Test("A prompt that grows by the reply comes from the cache")
    func cached() throws {
        var model = ProviderModel(options: .quick())
        let first = try Completed(model.ask(request(Self.fibonacci)).wholeBody)
        #expect(first.hit == 0)
        let next = try Completed(model.ask(request(Self.fibonacci + first.content)).wholeBody)
        #expect(next.hit == next.prompt)
        #expect(try Completed(model.ask(request(Self.fibonacci + "\n")).wholeBody).hit == 0)
    }

    @Test("Limits, faults and the balance apply as for chats")
    func limits() throws {
        var model = ProviderModel(options: .quick { $0.requestsPerMinute = 1 })
        #expect(model.ask(request("x")).status == 200)
        #expect(model.ask(request("x")).status == 429)
        #expect(model.ask(Dialogue("x").request).status == 429)
        #expect(model.statistics.requests == 3)
        model = ProviderModel(options: .always(.nullContent))
        let null = try JSONDocument(model.ask(request("x")).wholeBody).root
        #expect(null["choices"]?[0]?["text"]?.isNull == true)
        model = ProviderModel(options: .always(.empty))
        #expect(try JSONDocument(model.ask(request("x")).wholeBody).root["choices"]?.elements.isEmpty == true)
        model = ProviderModel(options: .always(.insufficientResource))
        #expect(try Completed(model.ask(request("x")).wholeBody).finishReason == "insufficient_system_resource")
        model = ProviderModel(options: .always(.badArguments))
        #expect(model.ask(request("x")).status == 200)
        #expect(model.statistics.faults.isEmpty)
        model = ProviderModel(options: .quick { $0.balance = 0 })
        #expect(model.ask(request("x")).status == 402)
    }

    @Test("A wrong request is refused with status 400 and a sentence")
    func refusals() throws {
        var model = ProviderModel(options: .quick())
        #expect(try model.refusal(request("x")) == nil)
        for base in ["", "/v1"] {
            #expect(try model.refusal(request("x", base: base))?.contains("completions api is only available") == true)
        }
        #expect(try model.refusal(request("x", more: #""max_tokens":4096"#)) == nil)
        for (more, what) in [
            (#""max_tokens":4097"#, "[1, 4096]"), (#""logprobs":21"#, "logprobs"), (#""logprobs":true"#, "logprobs"),
            (#""suffix":1"#, "suffix"), (#""stop":1"#, "stop"), (#""stream_options":{}"#, "stream"),
        ] { #expect(try model.refusal(request("x", more: more))?.contains(what) == true, "\(more)") }
        func refusal(_ body: String) throws -> String? {
            try model.refusal(HTTPRequest(url: "http://127.0.0.1/beta/completions", headers: [], body: Array(body.utf8)))
        }
        #expect(try refusal(#"{"model":"m"}"#)?.contains("`prompt`") == true)
        #expect(try refusal(#"{"model":"m","prompt":["x"]}"#)?.contains("expected a string") == true)
        #expect(try refusal(#"{"prompt":"x"}"#)?.contains("`model`") == true)
        #expect(model.ask(page("/beta/completions")).status == 405)
    }
}
