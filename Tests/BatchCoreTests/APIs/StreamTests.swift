import TestSupport
import Testing

@testable import BatchCore

@Suite("Streamed answers")
struct StreamTests {
    private func check(_ found: Outcome, _ fixture: StreamFixture, _ comment: Comment = "") {
        #expect(found.summary == fixture.summary, comment)
        let usage = found.usage
        #expect([usage?.prompt, usage?.completion, usage?.cached, usage?.reasoning] == fixture.usage, comment)
        guard let reply = found.reply else { return }
        #expect(reply.content == fixture.content, comment)
        #expect(reply.reasoning == fixture.reasoning, comment)
        #expect(reply.toolCalls?.description == fixture.toolCalls, comment)
        #expect(reply.finishReason == fixture.finishReason, comment)
    }

    private func reading(of body: [UInt8], provider: Provider = .deepseek) -> ResponseReading {
        let account = Account(provider: provider, key: nil)
        return ResponseReading(response: HTTPResponse(status: 200, body: body), account: account, now: testNow)
    }

    private func reading(of fixture: StreamFixture) -> ResponseReading {
        reading(of: fixture.body, provider: fixture.provider)
    }

    @Test("a stream has the same outcome as its answer in one piece", arguments: StreamFixture.all)
    func meaning(fixture: StreamFixture) {
        check(reading(of: fixture).outcomeOfSuccess, fixture)
        let afterBlankLines = reading(of: Array("\n\n".utf8) + fixture.body, provider: fixture.provider)
        check(afterBlankLines.outcomeOfSuccess, fixture, "after blank lines")
    }

    @Test("a stream means the same wherever it is cut in two", arguments: StreamFixture.all)
    func cutInTwo(fixture: StreamFixture) {
        let reading = reading(of: fixture)
        let whole = "\(reading.outcomeOfStream)"
        for place in 0...fixture.body.count {
            var stream = ChatStream()
            stream.read(fixture.body[..<place])
            stream.read(fixture.body[place...])
            stream.finish()
            #expect("\(reading.outcome(of: stream))" == whole, "cut at \(place)")
        }
    }

    @Test("a stream means the same in pieces of any size", arguments: StreamFixture.all)
    func cutInMany(fixture: StreamFixture) {
        let reading = reading(of: fixture)
        let whole = "\(reading.outcomeOfStream)"
        for seed in 0..<40 {
            var chance = SeededGenerator(seed: UInt64(seed))
            let longest = seed % 4 == 0 ? 1 : 1 + chance.next() % 60
            var stream = ChatStream()
            var rest = fixture.body[...]
            while !rest.isEmpty {
                let piece = rest.prefix(1 + Int(chance.next() % longest))
                stream.read(piece)
                rest = rest.dropFirst(piece.count)
            }
            stream.finish()
            #expect("\(reading.outcome(of: stream))" == whole, "seed \(seed)")
        }
    }

    @Test("a stream that ends early is retried, and never taken for a whole one")
    func cutOff() throws {
        let body = Array((hello + helloEnd + done).utf8)
        let end = Array((hello + helloEnd).utf8).count - 2
        for length in 0..<body.count {
            let found = reading(of: Array(body[..<length])).outcomeOfSuccess
            #expect(found.summary == (length < end ? "transient torn_reply" : "replied"), "\(length)")
        }
    }

    @Test("a stream that reports its end needs no finish reason, and one with neither is not whole")
    func withoutReason() throws {
        let bare = hello.replacing(#""finish_reason":"stop""#, with: #""finish_reason":null"#)
        #expect(reading(of: Array((bare + done).utf8)).outcomeOfSuccess.reply?.content?.isEmpty == false)
        #expect(reading(of: Array(bare.utf8)).outcomeOfSuccess.summary == "transient torn_reply")
        for (arguments, summary) in [(#"{\"city\":\"Paris\"}"#, "replied"), (#"{\"city\": \"Par"#, "transient torn_reply")] {
            let call = chunk(#""tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"\#(arguments)"}}]"#)
            #expect(reading(of: Array((call + done).utf8)).outcomeOfSuccess.summary == summary)
        }
    }

    @Test("the names of the response come from the first chunk that contains them")
    func names() throws {
        let body =
            event(#"{"id":"","model":"","choices":[]}"#)
            + event(#"{"id":"r1","model":"m1","system_fingerprint":null,"choices":[{"delta":{"content":"x"}}]}"#)
            + event(#"{"id":"r2","model":"m2","system_fingerprint":"f","choices":[{"delta":{},"finish_reason":"stop"}]}"#)
        let reply = try #require(outcome(body).reply)
        #expect((reply.responseID, reply.model, reply.systemFingerprint) == ("r1", "m1", "f"))
    }

    @Test("invalid UTF-8 makes an event unreadable, whole characters cut in two do not")
    func characters() {
        func summary(_ bytes: [UInt8]) -> String {
            let body =
                Array(#"data: {"choices":[{"delta":{"content":""#.utf8) + bytes
                + Array(#""},"finish_reason":"stop"}]}"#.utf8) + Array("\n\n".utf8)
            return reading(of: body).outcomeOfSuccess.summary
        }
        #expect(summary(Array("é😀".utf8)) == "replied")
        #expect(summary([0xC3]) == "transient torn_reply")
        #expect(summary([0xF0, 0x9F, 0x98]) == "transient torn_reply")
        #expect(summary([0xFF]) == "transient torn_reply")
    }

    @Test("a body in one piece that answers a request for a stream is read as ever")
    func onePiece() {
        #expect(outcome(completion(#""content":"hi""#)).reply?.content == "hi")
        #expect(outcome(status: 429, #"{"error":{"message":"x"}}"#).summary == "throttled rate_limited")
    }

    @Test("an error status counts, whatever the body")
    func errorStatus() {
        #expect(outcome(status: 503, hello + helloEnd + done).summary == "transient overloaded")
    }

    @Test("an event longer than any buffer is read")
    func longEvent() throws {
        let text = String(repeating: "long ", count: 200_000)
        let body = Array((chunk(#""content":"\#(text)""#) + helloEnd).utf8)
        var stream = ChatStream()
        for start in stride(from: 0, to: body.count, by: 16_384) { stream.read(body[start..<min(start + 16_384, body.count)]) }
        stream.finish()
        #expect(stream.answer.reply.content == text)
    }

    @Test("a hundred thousand tool calls, pieces and lines are read in one pass")
    func large() throws {
        let calls = (0..<100_000).map { #"{"index":\#($0),"id":"c\#($0)","function":{"name":"f","arguments":"{}"}}"# }
        var stream = ChatStream()
        stream.read(Array(chunk(#""tool_calls":[\#(calls.joined(separator: ","))]"#).utf8)[...])
        stream.read(Array((0..<100_000).map { _ in ": keep-alive\n\n\n" }.joined().utf8)[...])
        stream.read(Array((0..<20_000).map { _ in chunk(#""content":"x""#) }.joined().utf8)[...])
        stream.finish()
        #expect(try #require(stream.answer.reply.toolCalls).root.elements.count == 100_000)
        #expect(stream.answer.reply.content?.utf8.count == 20_000)
    }
}
