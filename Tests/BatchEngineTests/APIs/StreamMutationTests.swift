import Testing

@testable import BatchEngine

@Suite("Damaged streams", .timeLimit(.minutes(5)))
struct StreamMutationTests {
    /// A stream that was one of the fixtures until chance had its way with it.
    private func damaged(_ chance: inout SeededGenerator) -> [UInt8] {
        func pick(_ count: Int) -> Int { count == 0 ? 0 : Int(chance.next() % UInt64(count)) }
        var body = StreamFixture.all[pick(StreamFixture.all.count)].body
        for _ in 0...pick(4) {
            let place = pick(body.count + 1)
            let end = min(body.count, place + pick(40))
            switch pick(7) {
            case 0: if place < body.count { body[place] ^= 1 << UInt8(pick(8)) }
            case 1: body.removeSubrange(place..<end)
            case 2: body.insert(contentsOf: body[place..<end], at: pick(body.count + 1))
            case 3: body.insert(Self.telling[pick(Self.telling.count)], at: place)
            case 4: body.removeSubrange(place...)
            case 5:
                let other = StreamFixture.all[pick(StreamFixture.all.count)].body
                body.replaceSubrange(place..., with: other[pick(other.count)...])
            default: body.insert(UInt8(truncatingIfNeeded: chance.next()), at: place)
            }
        }
        return body
    }

    private static let telling = Array(":\r\n \"{}[],\\dDe0\u{FEFF}".utf8)

    @Test("damage never traps, and what is left means the same however it is cut", arguments: 0..<8)
    func damage(part: Int) throws {
        for seed in part * 500..<(part + 1) * 500 {
            var chance = SeededGenerator(seed: UInt64(seed))
            let body = damaged(&chance)
            let reading = ResponseReading(
                response: HTTPResponse(status: 200, body: body), account: Account(provider: .deepseek, key: nil), now: testNow)
            var watch = StreamWatch()
            var stream = ChatStream()
            var rest = body.drop { $0 <= UInt8(ascii: " ") }
            while !rest.isEmpty {
                let piece = rest.prefix(1 + Int(chance.next() % 50))
                stream.read(piece)
                rest = rest.dropFirst(piece.count)
                watch.look(at: Array(body[..<rest.startIndex]))
            }
            stream.finish()
            let found = reading.outcomeOfStream
            #expect("\(reading.outcome(of: stream))" == "\(found)", "seed \(seed)")
            _ = reading.outcomeOfSuccess
            if let calls = found.reply?.toolCalls { #expect((try? JSONDocument(calls)) != nil, "seed \(seed)") }
        }
    }

    @Test("a hundred thousand tool calls, pieces and lines are read in one pass")
    func large() throws {
        let calls = (0..<100_000).map { #"{"index":\#($0),"id":"c\#($0)","function":{"name":"f","arguments":"{}"}}"# }
        var stream = ChatStream()
        stream.read(Array(chunk(#""tool_calls":[\#(calls.joined(separator: ","))]"#).utf8)[...])
        stream.read(Array((0..<100_000).map { _ in ": keep-alive\n\n\n" }.joined().utf8)[...])
        stream.read(Array((0..<20_000).map { _ in chunk(#""content":"x""#) }.joined().utf8)[...])
        stream.finish()
        #expect(try JSONDocument(try #require(stream.answer.reply.toolCalls)).root.elements.count == 100_000)
        #expect(stream.answer.reply.content?.utf8.count == 20_000)
    }
}
