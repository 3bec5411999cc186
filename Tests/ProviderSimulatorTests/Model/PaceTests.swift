import BatchCore
import ProviderSimulator
import Testing

@Suite("When answers come")
struct PaceTests {
    @Test("A reply takes the base time plus a time per token, and jitter varies it within bounds")
    func latency() throws {
        var even = ProviderModel(options: .quick { $0.latency = .init(base: .seconds(1), perToken: .milliseconds(10), jitter: 0) })
        let answer = even.ask(Dialogue("x").request)
        let tokens = try Completed(answer.wholeBody).completion
        #expect(answer.duration == .seconds(1) + .milliseconds(10) * tokens)

        var uneven = ProviderModel(options: .quick { $0.latency = .init(base: .seconds(1), perToken: .zero, jitter: 0.5) })
        let durations = (0..<200).compactMap { uneven.ask(Dialogue("x \($0)").request).duration }
        #expect(durations.allSatisfy { $0 >= .milliseconds(500) && $0 <= .milliseconds(1_500) })
        #expect(try #require(durations.max()) - (try #require(durations.min())) > .milliseconds(800))
    }

    @Test("With a keep-alive interval the head comes at once, and blank lines come until the reply")
    func keepAlive() throws {
        var model = ProviderModel(options: .quick {
            $0.latency = .init(base: .milliseconds(3_500), perToken: .zero, jitter: 0)
            $0.keepAlive = .seconds(1)
        })
        let answer = model.ask(Dialogue("x").request)
        #expect(answer.headDelay == .zero)
        #expect(answer.pieces.map(\.delay) == [.seconds(1), .seconds(1), .seconds(1), .milliseconds(500)])
        #expect(answer.text.hasPrefix("\n\n\n{"))
        #expect(answer.duration == .milliseconds(3_500))
        #expect(try !Completed(answer.wholeBody).content.isEmpty)
    }

    @Test("A stream brings the same reply in parts, with usage on the last chunk, and ends with [DONE]")
    func stream() throws {
        let options = SimulatorOptions.quick {
            $0.latency = .init(base: .seconds(1), perToken: .milliseconds(10), jitter: 0)
            $0.keepAlive = .milliseconds(400)
            $0.cache = false
        }
        var model = ProviderModel(options: options)
        let whole = try model.reply(to: Dialogue("the sea 海", model: "simulated-reasoner"))
        let answer = model.ask(Dialogue("the sea 海", model: "simulated-reasoner", more: #""stream":true"#).request)
        #expect(answer.header("content-type")?.hasPrefix("text/event-stream") == true)
        #expect(answer.text.hasPrefix(": keep-alive\n\n: keep-alive\n\ndata: "))
        #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
        let events = answer.text.split(separator: "\n\n").filter { $0.hasPrefix("data: {") }
        let chunks = try events.map { try JSONDocument(String($0.dropFirst(6))).root }
        let deltas = chunks.compactMap { $0["choices"]?[0]?["delta"] }
        #expect(deltas.compactMap { $0["content"]?.string }.joined() == whole.content)
        #expect(deltas.compactMap { $0["reasoning_content"]?.string }.joined() == whole.reasoning)
        #expect(deltas.first?["role"]?.string == "assistant")
        #expect(chunks.last?["choices"]?[0]?["finish_reason"]?.string == "stop")
        #expect(chunks.last?["usage"]?["total_tokens"]?.int == whole.total)
        #expect(chunks.dropLast().allSatisfy { $0["usage"] == nil && $0["choices"]?[0]?["finish_reason"]?.isNull == true })
        #expect(answer.pieces.count > 6)
    }

    @Test("A stream contains its usage in the place that the options set")
    func streamUsage() throws {
        func chunks(_ usage: SimulatorOptions.StreamUsage, asked: Bool) throws -> [JSONValue] {
            var model = ProviderModel(options: .quick { $0.streams.usage = usage })
            let more = #""stream":true,"stream_options":{"include_usage":\#(asked)}"#
            let events = model.ask(Dialogue("x", more: more).request).text.split(separator: "\n\n")
            #expect(events.last == "data: [DONE]")
            return try events.dropLast().map { try JSONDocument(String($0.dropFirst(6))).root }
        }
        for asked in [true, false] {
            let last = try chunks(.lastChunk, asked: asked)
            #expect(last.last?["choices"]?[0]?["finish_reason"]?.string == "stop")
            #expect(last.last?["usage"]?.kind == .object)
            #expect(try chunks(.never, asked: asked).allSatisfy { $0["usage"] == nil })
        }
        let own = try chunks(.ownChunk, asked: true)
        #expect(own.last?["choices"]?.elements.isEmpty == true)
        #expect(own.last?["usage"]?["total_tokens"]?.int ?? 0 > 0)
        #expect(own.dropLast().allSatisfy { $0["usage"] == nil })
        #expect(try chunks(.ownChunk, asked: false).allSatisfy { $0["usage"] == nil })
    }

    @Test("A stream has the line ends, the pieces and the end that the options set")
    func streamForm() {
        func answer(_ change: (inout SimulatorOptions.StreamForm) -> Void) -> SimulatedAnswer {
            var model = ProviderModel(options: .quick {
                $0.keepAlive = .milliseconds(1)
                change(&$0.streams)
            })
            return model.ask(Dialogue("x 海", more: #""stream":true"#).request)
        }
        let plain = answer { _ in }
        #expect(answer { $0.lineEnd = .crlf }.text == plain.text.replacing("\n", with: "\r\n"))
        #expect(answer { $0.lineEnd = .cr }.text == plain.text.replacing("\n", with: "\r"))
        #expect(answer { $0.endsWithDone = false }.text + "data: [DONE]\n\n" == plain.text)
        let pieces = answer { $0.pieceBytes = 7 }
        #expect(pieces.text == plain.text)
        #expect(pieces.pieces.allSatisfy { $0.bytes.count <= 7 })
        #expect(pieces.duration == plain.duration)
    }

    @Test("A stream can be torn, truncated, and carry an error")
    func faultyStreams() {
        func answer(_ kind: Fault.Kind) -> SimulatedAnswer {
            var model = ProviderModel(options: .always(kind))
            return model.ask(Dialogue("x", more: #""stream":true"#).request)
        }
        #expect(!answer(.truncatedJSON).text.contains("[DONE]"))
        #expect(answer(.errorIn200).text.hasPrefix(#"data: {"error":{"code":502"#))
        #expect(answer(.insufficientResource).text.contains(#""finish_reason":"insufficient_system_resource""#))
        let broken = answer(.streamError).text.split(separator: "\n\n")
        #expect(broken.count > 1)
        #expect(broken.first?.contains("choices") == true)
        #expect(broken.last?.hasPrefix(#"data: {"error":{"code":502"#) == true)
        guard case .torn = answer(.torn).ending else {
            Issue.record("a torn stream must be torn")
            return
        }
    }
}
