import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

/// The contract of every transport. A harness makes an attempt that ends in a given way.
struct TransportHarness: Sendable {
    /// The clock that the transport was given.
    var clock: SystemClock
    var transport: any Transport
    var attempt: @Sendable (_ serial: Int, _ ending: Ending) -> Attempt
    /// Waits until the transport has nothing in flight.
    var comesToRest: @Sendable () async -> Bool
    /// Waits until this many attempts are in flight.
    var isUnderWay: @Sendable (Int) async -> Bool

    enum Ending: String, Sendable { case reply, tooMany, serverError, never }

    enum Adapter: String, CaseIterable, CustomTestStringConvertible {
        case fake = "in memory", curl = "curl", manyCurls = "curl, with three workers"
        var testDescription: String { rawValue }

        func harness() -> TransportHarness {
            switch self {
            case .fake: .fake()
            case .curl: .curl(workers: nil)
            case .manyCurls: .curl(workers: 3)
            }
        }
    }

    private static func fake() -> TransportHarness {
        let clock = SystemClock()
        let transport = FakeTransport(clock: clock) { attempt in
            switch Ending(rawValue: attempt.text) {
            case .reply: .replied(Reply(content: "reply \(attempt.id.serial)"))
            case .tooMany: .throttled(Failure(code: "rate_limited", message: "", httpStatus: 429))
            case .serverError: .transient(Failure(code: "server_error", message: "", httpStatus: 500))
            case .never, nil: nil
            }
        }
        return TransportHarness(
            clock: clock, transport: transport, attempt: { Attempt.testing($0, $1.rawValue) }, comesToRest: { transport.underWay.isEmpty },
            isUnderWay: { transport.underWay.count == $0 })
    }

    private static func curl(workers: Int?) -> TransportHarness {
        let clock = SystemClock()
        let world = CurlWorld(options: CurlOptions(expectedConcurrency: 64, workers: workers), clock: clock, collects: false) { request in
            let parts = request.path.split(separator: "/")
            switch Ending(rawValue: String(parts[0])) {
            case .reply: return [.respond(body: "reply \(parts[1])")]
            case .tooMany: return [.respond(429, body: "{}")]
            case .serverError: return [.respond(500, body: "{}")]
            case .never, nil: return [.hold]
            }
        }
        return TransportHarness(
            clock: clock, transport: world.transport, attempt: { Attempt.testing($0, "/\($1.rawValue)/\($0)") },
            comesToRest: { await world.server.record.reaches { $0.open == 0 } },
            isUnderWay: { count in await world.server.record.reaches { $0.requests.count == count } })
    }
}

@Suite("Transport conformance", .sharesMachine)
struct TransportConformance {
    typealias Adapter = TransportHarness.Adapter

    private func collect(_ harness: TransportHarness) -> Watched<[AttemptResult]> {
        let results = Watched<[AttemptResult]>([])
        harness.transport.deliver { batch in results.update { $0.append(contentsOf: batch) } }
        return results
    }

    @Test("delivers each attempt of each batch once, in any order", arguments: Adapter.allCases)
    func deliversOnce(adapter: Adapter) async {
        let harness = adapter.harness()
        let results = collect(harness)
        for batch in 0..<10 {
            harness.transport.send((0..<20).map { harness.attempt(batch * 20 + $0, .reply) })
        }
        #expect(await results.reaches { $0.count >= 200 })
        #expect(results.value.map(\.id.serial).sorted() == Array(0..<200))
        harness.transport.cancel()
        #expect(await harness.comesToRest())
        #expect(results.value.count == 200)
    }

    @Test("returns the outcome of each attempt's response", arguments: Adapter.allCases)
    func outcomes(adapter: Adapter) async throws {
        let harness = adapter.harness()
        let results = collect(harness)
        let endings: [TransportHarness.Ending] = [.reply, .tooMany, .serverError, .reply]
        harness.transport.send(endings.enumerated().map { harness.attempt($0, $1) })
        try #require(await results.reaches { $0.count == 4 })
        let outcomes = results.value.sorted { $0.id.serial < $1.id.serial }.map(\.outcome)
        #expect(outcomes.map(\.name) == ["replied", "throttled", "transient", "replied"])
        #expect(outcomes.map(\.failure?.httpStatus) == [nil, 429, 500, nil])
        let contents = outcomes.map { outcome -> String? in if case .replied(let reply) = outcome { reply.content } else { nil } }
        #expect(contents == ["reply 0", nil, nil, "reply 3"])
    }

    @Test("dates results by its clock", arguments: Adapter.allCases)
    func dates(adapter: Adapter) async throws {
        let harness = adapter.harness()
        let results = collect(harness)
        let before = harness.clock.now()
        harness.transport.send([harness.attempt(0, .reply)])
        try #require(await results.reaches { $0.count == 1 })
        let result = results.value[0]
        #expect(result.startedAt >= before)
        #expect(result.latency >= .zero)
        #expect(result.startedAt + result.latency <= harness.clock.now())
    }

    @Test("accepts more attempts from the receiver of its results", arguments: Adapter.allCases)
    func sendsWhileReceiving(adapter: Adapter) async {
        let harness = adapter.harness()
        let results = Watched<[AttemptResult]>([])
        harness.transport.deliver { [weak transport = harness.transport] batch in
            results.update { $0.append(contentsOf: batch) }
            transport?.send(batch.filter { $0.id.serial < 40 }.map { harness.attempt($0.id.serial + 10, .reply) })
        }
        harness.transport.send((0..<10).map { harness.attempt($0, .reply) })
        #expect(await results.reaches { $0.count >= 50 })
        #expect(results.value.map(\.id.serial).sorted() == Array(0..<50))
    }

    @Test("delivers nothing for attempts in flight at a cancel, or sent after it", arguments: Adapter.allCases)
    func cancels(adapter: Adapter) async throws {
        let harness = adapter.harness()
        let results = collect(harness)
        harness.transport.send((0..<30).map { harness.attempt($0, .never) })
        try #require(await harness.isUnderWay(30))
        harness.transport.cancel()
        harness.transport.send([harness.attempt(30, .reply)])
        #expect(await harness.comesToRest())
        #expect(results.value.isEmpty)
    }
}
