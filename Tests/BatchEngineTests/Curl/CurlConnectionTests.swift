import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

@Suite("Curl connections", .sharesMachine)
struct CurlConnectionTests {
    @Test("one connection serves sequential requests")
    func reuse() async throws {
        let world = CurlWorld { _ in [.respond(body: "hello")] }
        for _ in 0..<20 { _ = try await world.response() }
        #expect(world.server.record.value.accepted == 1)
        #expect(world.server.record.value.requests.map(\.number) == Array(1...20))
    }

    @Test("later requests reuse as many connections as were in use at once")
    func reuseOfMany() async throws {
        let world = CurlWorld(options: CurlOptions(expectedConcurrency: 200)) { _ in [.respond(body: "hello")] }
        for round in 1...5 {
            world.send(Array(repeating: "/", count: 200))
            try #require(await world.results.reaches { $0.count == round * 200 })
        }
        #expect(world.server.record.value.accepted <= 200)
        #expect(world.server.record.value.requests.count == 1_000)
    }

    @Test("a kept connection that the server closed is replaced by a new one")
    func closedMeanwhile() async throws {
        let world = CurlWorld { _ in [.respond(body: "hello"), .close] }
        for count in 1...5 {
            let response = try await world.response()
            #expect(response.status == 200)
            #expect(await world.server.record.reaches { $0.open == 0 })
            #expect(world.server.record.value.accepted == count)
        }
    }

    @Test("a request that met the end of its kept connection is sent again on a new one")
    func closedUnderRequest() async throws {
        let world = CurlWorld { request in
            request.number == 1 ? [.respond(body: "hello")] : [.close]
        }
        _ = try await world.response()
        #expect(try await world.response().status == 200)
        #expect(world.server.record.value.requests.map(\.connection) == [1, 1, 2])
    }

    @Test("a thousand attempts at once are all answered", arguments: [1, 4])
    func thousand(workers: Int) async throws {
        let world = CurlWorld(options: CurlOptions(expectedConcurrency: 1_000, workers: workers)) { request in
            [.waitForRequests(1_000), .respond(body: request.path)]
        }
        world.send((0..<1_000).map { "/\($0)" })
        try #require(await world.results.reaches { $0.count == 1_000 })
        #expect(world.server.record.value.accepted == 1_000)
        for result in world.results.value {
            guard case .replied(let reply) = result.outcome else { Issue.record("\(result.outcome)"); continue }
            #expect(reply.content == "/\(result.id.serial)")
        }
    }

    @Test("cancelling closes the sockets, idle ones too")
    func cancelCloses() async throws {
        let world = CurlWorld { $0.path == "/hold" ? [.hold] : [.respond(body: "hello")] }
        world.send(Array(repeating: "/", count: 5))
        try #require(await world.results.reaches { $0.count == 5 })
        world.send(Array(repeating: "/hold", count: 5))
        try #require(await world.server.record.reaches { $0.requests.count == 10 })
        world.transport.cancel()
        try #require(await world.server.record.reaches { $0.open == 0 })
        #expect(world.server.record.value.closedByClient == world.server.record.value.accepted)
        #expect(world.results.value.count == 5)
    }

    @Test("a transport that is released closes its sockets")
    func releaseCloses() async throws {
        var world: CurlWorld? = CurlWorld { $0.path == "/hold" ? [.hold] : [.respond(body: "hello")] }
        let record = try #require(world).server.record
        _ = await world?.ask("/")
        world?.send(["/hold", "/hold"])
        let server = world?.server
        try #require(await record.reaches { $0.requests.count == 3 })
        world = nil
        #expect(await record.reaches { $0.open == 0 })
        #expect(server != nil)
    }

    @Test("there is one worker for 256 attempts, and at most 16")
    func workerCount() {
        #expect(CurlOptions(expectedConcurrency: 0).workerCount == 1)
        #expect(CurlOptions(expectedConcurrency: 256).workerCount == 1)
        #expect(CurlOptions(expectedConcurrency: 257).workerCount == 2)
        #expect(CurlOptions(expectedConcurrency: 100_000).workerCount == 16)
        #expect(CurlOptions(expectedConcurrency: 100, workers: 3).workerCount == 3)
    }
}
