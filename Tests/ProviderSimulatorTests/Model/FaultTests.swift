import BatchCore
import ProviderSimulator
import Testing

@Suite("Faults")
struct FaultTests {
    private func answer(_ kind: Fault.Kind, more: String = "", _ change: (inout SimulatorOptions) -> Void = { _ in }) -> SimulatedAnswer {
        var model = ProviderModel(options: .always(kind, change))
        let answer = model.ask(Dialogue("hello", more: more).request)
        #expect(model.statistics.faults == [kind.name: 1])
        #expect(model.statistics.replies == (kind == .slowHeaders || kind == .blankLines ? 1 : 0))
        #expect(model.statistics.inFlight == 0)
        return answer
    }

    @Test("Each error status has a body with a message", arguments: Fault.Kind.statuses)
    func statuses(status: Int) throws {
        let answer = answer(.status(status))
        #expect(answer.status == status)
        #expect(answer.ending == .complete)
        if (520...524).contains(status) {
            #expect(answer.header("content-type") == "text/html")
        } else {
            #expect(try JSONDocument(answer.wholeBody).root["error"]?["message"]?.string?.isEmpty == false)
        }
    }

    @Test("A reset gives no response")
    func reset() {
        let answer = answer(.reset)
        #expect(answer.ending == .reset)
        #expect(answer.pieces.isEmpty)
        guard case .failure(.torn)? = answer.received else {
            Issue.record("a reset connection gives no response")
            return
        }
    }

    @Test("A stall never ends, and comes before the head or in the middle of the body")
    func stall() {
        var model = ProviderModel(options: .always(.stall))
        var places: Set<Int> = []
        for index in 0..<40 {
            let answer = model.ask(Dialogue("hello \(index)").request)
            guard case .stalled(let count) = answer.ending else {
                Issue.record("a stall must stall")
                return
            }
            #expect(count < answer.bodyCount)
            #expect(answer.duration == nil)
            #expect(answer.received == nil)
            places.insert(min(count, 1))
        }
        #expect(places == [0, 1])
    }

    @Test("Comments without end, and no data", arguments: [true, false])
    func onlyComments(streams: Bool) {
        let answer = answer(.onlyComments, more: #""stream":\#(streams)"#) { $0.keepAlive = .seconds(2) }
        #expect(answer.headDelay == .zero)
        #expect(answer.pieces.count == 1_000)
        #expect(answer.pieces.allSatisfy { $0 == .init(delay: .seconds(2), bytes: Array((streams ? ": keep-alive\n\n" : "\n").utf8)) })
        #expect(answer.ending == .stalled(after: answer.bodyCount))
    }

    @Test("A torn body ends between its first and its last byte")
    func torn() {
        var model = ProviderModel(options: .always(.torn))
        var places: Set<Int> = []
        for index in 0..<40 {
            let answer = model.ask(Dialogue("hello \(index)").request)
            guard case .torn(let count) = answer.ending else {
                Issue.record("a torn body must be torn")
                return
            }
            #expect((1..<answer.bodyCount).contains(count))
            guard case .failure? = answer.received else {
                Issue.record("a torn body is no response")
                return
            }
            places.insert(count)
        }
        #expect(places.count > 10)
    }

    @Test("Slow headers delay the whole reply")
    func slowHeaders() throws {
        let answer = answer(.slowHeaders) { $0.slowHeaders = .seconds(9) }
        #expect(answer.headDelay == .seconds(9))
        #expect(try !Completed(answer.wholeBody).content.isEmpty)
    }

    @Test("Responses with status 200 that are not replies")
    func emptyReplies() throws {
        let empty = try JSONDocument(answer(.empty).wholeBody).root
        #expect(empty["choices"]?.elements.isEmpty == true)
        let null = try JSONDocument(answer(.nullContent).wholeBody).root
        #expect(null["choices"]?[0]?["message"]?["content"]?.isNull == true)
        let error = answer(.errorIn200)
        #expect(error.status == 200)
        #expect(try JSONDocument(error.wholeBody).root["error"]?["code"]?.int == 502)
        let page = answer(.html)
        #expect(page.status == 502)
        #expect(page.text.hasPrefix("<html>"))
        let truncated = answer(.truncatedJSON)
        #expect(truncated.ending == .complete)
        #expect(throws: JSONError.self) { try JSONDocument(truncated.wholeBody) }
    }

    @Test("Insufficient resources truncate a reply, with its usage")
    func insufficientResource() throws {
        let half = try Completed(answer(.insufficientResource).wholeBody)
        var model = ProviderModel(options: .quick())
        let whole = try model.reply(to: Dialogue("hello"))
        #expect(half.finishReason == "insufficient_system_resource")
        #expect(whole.content.hasPrefix(half.content))
        #expect(half.completion < whole.completion)
        #expect(half.total == half.prompt + half.completion)
    }

    @Test("Responses get their own faults, and the common ones")
    func responses() throws {
        func answer(_ kind: Fault.Kind) throws -> Responded {
            var model = ProviderModel(options: .always(kind))
            let reply = try model.reply(to: ResponsesDialogue("hello"))
            #expect(model.statistics.faults == [kind.name: 1])
            #expect(model.statistics.replies == 0)
            return reply
        }
        let failed = try answer(.failed)
        #expect(failed.status == "failed")
        #expect(failed.root["error"]?["code"]?.string == "server_error")
        #expect(failed.root["usage"]?.isNull == true)
        for kind in [Fault.Kind.emptyOutput, .empty] {
            let empty = try answer(kind)
            #expect(empty.status == "completed")
            #expect(empty.items.isEmpty)
        }
        #expect(try answer(.nullContent).root["output"]?[0]?["content"]?.elements.isEmpty == true)
        #expect(try answer(.insufficientResource).status == "failed")
        for kind in Fault.Kind.ofResponses {
            var model = ProviderModel(options: .always(kind))
            #expect(try model.reply(to: Dialogue("hello")).finishReason == "stop")
            #expect(model.statistics.faults.isEmpty)
        }
    }

    @Test("Blank lines before the reply take part of its time, and the reply stays whole")
    func blankLines() throws {
        let answer = answer(.blankLines) { $0.latency = .init(base: .seconds(8), perToken: .zero, jitter: 0) }
        #expect(answer.headDelay == .zero)
        #expect(answer.pieces.dropLast().allSatisfy { $0.bytes == [UInt8(ascii: "\n")] && $0.delay == .seconds(2) })
        #expect(answer.duration == .seconds(8))
        #expect(try !Completed(answer.wholeBody).content.isEmpty)
    }

    @Test("Faults occur about as often as set, and the seed determines the requests that get them")
    func frequency() {
        func faulty(seed: UInt64) -> [Int] {
            var model = ProviderModel(options: .quick {
                $0.seed = seed
                $0.faults = [Fault(.status(503), probability: 0.05), Fault(.status(429), probability: 0.1)]
            })
            let statuses = (0..<4_000).map { model.ask(Dialogue("x \($0 % 7)").request).status }
            #expect((150...250).contains(model.statistics.faults["503"] ?? 0))
            #expect((320...480).contains(model.statistics.faults["429"] ?? 0))
            #expect(model.statistics.limited == 0)
            return statuses.indices.filter { statuses[$0] != 200 }
        }
        #expect(faulty(seed: 5) == faulty(seed: 5))
        #expect(faulty(seed: 5) != faulty(seed: 6))
    }
}
