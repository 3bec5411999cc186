import BatchCore
import ProviderSimulator
import Testing

@Suite("Token probabilities")
struct LogprobsTests {
    private static let more = #""logprobs":true,"top_logprobs":3"#

    /// Checks entries, and returns the text of their tokens.
    private func text(_ entries: JSONValue?, most: Int = 3) throws -> String {
        var text = ""
        for entry in entries?.elements ?? [] {
            let token = try #require(entry["token"]?.string)
            #expect(entry["bytes"]?.elements.compactMap(\.int) == token.utf8.map { Int($0) })
            let logprob = try #require(entry["logprob"]?.double)
            #expect((-10...0).contains(logprob))
            let likeliest = try #require(entry["top_logprobs"]?.elements)
            #expect(likeliest.count == most)
            let logprobs = likeliest.compactMap { $0["logprob"]?.double }
            #expect(logprobs == logprobs.sorted(by: >))
            if most > 0 { #expect(likeliest[0]["token"]?.string == token) }
            text += token
        }
        return text
    }

    @Test("Each token of the reply and of the reasoning is reported, with its alternatives")
    func chat() throws {
        var model = ProviderModel(options: .quick())
        let dialogue = Dialogue("the sea 海海海", model: "deepseek-flash", more: Self.more)
        let body = model.ask(dialogue.request).wholeBody
        let reply = try Completed(body)
        let logprobs = try #require(try JSONDocument(body).root["choices"]?[0]?["logprobs"])
        #expect(try text(logprobs["content"]) == reply.content)
        #expect(try text(logprobs["reasoning_content"]) == reply.reasoning)
        #expect(logprobs["content"]?.elements.count == reply.completion - reply.reasoningTokens)
        #expect(logprobs["reasoning_content"]?.elements.count == reply.reasoningTokens)
        let plain = model.ask(Dialogue("x", more: #""logprobs":true"#).request).wholeBody
        let bare = try #require(try JSONDocument(plain).root["choices"]?[0]?["logprobs"])
        #expect(try text(bare["content"], most: 0) == Completed(plain).content)
        #expect(bare["reasoning_content"] == nil)
        let none = try JSONDocument(model.ask(Dialogue("x", more: #""logprobs":false"#).request).wholeBody).root
        #expect(none["choices"]?[0]?["logprobs"]?.isNull == true)
    }

    @Test("A stream contains the same, chunk by chunk")
    func stream() throws {
        var model = ProviderModel(options: .quick())
        let dialogue = Dialogue("the sea 海海海", model: "deepseek-flash", more: Self.more)
        let whole = try #require(try JSONDocument(model.ask(dialogue.request).wholeBody).root["choices"]?[0]?["logprobs"])
        let answer = model.ask(Dialogue("the sea 海海海", model: "deepseek-flash", more: Self.more + #","stream":true"#).request)
        var found: [String: [[UInt8]]] = [:]
        for event in answer.text.split(separator: "\n\n").dropLast() {
            let choice = try #require(try JSONDocument(String(event.dropFirst(6))).root["choices"]?[0])
            for name in ["content", "reasoning_content"] {
                let entries = choice["logprobs"]?[name]
                guard entries?.kind == .array else { continue }
                #expect(try text(entries) == choice["delta"]?[name]?.string)
                found[name, default: []] += (entries?.elements ?? []).map { Array($0.raw) }
            }
        }
        for name in ["content", "reasoning_content"] { #expect(found[name] == whole[name]?.elements.map { Array($0.raw) }) }
    }

    @Test("Fill-in-the-middle completions report them in lists", arguments: [true, false])
    func fillInTheMiddle(echoes: Bool) throws {
        var model = ProviderModel(options: .quick())
        func request(_ more: String) -> HTTPRequest {
            let body = #"{"model":"m","prompt":"def 海(a):","logprobs":2,"echo":\#(echoes)\#(more)}"#
            return HTTPRequest(url: "http://127.0.0.1/beta/completions", headers: [], body: Array(body.utf8))
        }
        let body = model.ask(request("")).wholeBody
        let text = try Completed(body).content
        let logprobs = try #require(try JSONDocument(body).root["choices"]?[0]?["logprobs"])
        let tokens = logprobs["tokens"]?.elements.compactMap(\.string) ?? []
        #expect(tokens.joined() == text)
        #expect(logprobs["token_logprobs"]?.elements.compactMap(\.double).count == tokens.count)
        #expect(logprobs["top_logprobs"]?.elements.allSatisfy { $0.members.count == 2 } == true)
        let scalars = Array(text.unicodeScalars)
        let offsets = logprobs["text_offset"]?.elements.compactMap(\.int) ?? []
        for (token, offset) in zip(tokens, offsets) {
            #expect(Array(token.unicodeScalars) == Array(scalars[offset..<offset + token.unicodeScalars.count]))
        }
        var streamed: [Int] = []
        for event in model.ask(request(#","stream":true"#)).text.split(separator: "\n\n").dropLast() {
            let choice = try JSONDocument(String(event.dropFirst(6))).root["choices"]?[0]
            streamed += choice?["logprobs"]?["text_offset"]?.elements.compactMap(\.int) ?? []
        }
        #expect(streamed == offsets)
        #expect(offsets.count == tokens.count)
    }
}
