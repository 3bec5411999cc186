import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

@Suite("Streams over curl", .sharesMachine)
struct CurlStreamTests {
    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
    private static let answer = chunk(#""content":"Hi""#) + helloEnd + done

    @Test("the time of the first token is that of the first part of the answer")
    func firstToken() async throws {
        let world = CurlWorld(streams: true) { request in
            guard request.path == "/first" else { return [.respond(body: "{}")] }
            return [
                .send(Self.head + ": keep-alive\n\n" + chunk(#""role":"assistant","content":"""#)), .waitForRequests(2),
                .send(Self.answer), .close,
            ]
        }
        world.send(["/first"])
        try #require(await world.server.record.reaches { $0.requests.count == 1 })
        world.send(["/second"])
        try #require(await world.results.reaches { $0.count == 2 })
        let results = world.results.value.sorted { $0.startedAt < $1.startedAt }
        let first = try #require(results[0].firstToken)
        #expect(results[0].startedAt + first >= results[1].startedAt)
        #expect(first <= results[0].latency)
        #expect(results[1].firstToken == nil)
    }

    @Test("an unrequested stream has no first token, and neither has the next answer on its handle")
    func notAskedFor() async throws {
        let unasked = CurlWorld { _ in [.respond(body: Self.answer)] }
        _ = try await unasked.response()
        #expect(unasked.results.value[0].firstToken == nil)
        let asked = CurlWorld(streams: true) { [.respond(body: $0.number == 1 ? Self.answer : "{}")] }
        for _ in 0..<2 { _ = try await asked.response() }
        #expect(asked.results.value[0].firstToken != nil)
        #expect(asked.results.value[1].firstToken == nil)
    }

    @Test("comments do not keep a stream alive", arguments: ["/before", "/within"])
    func comments(path: String) async throws {
        let world = CurlWorld(streams: true, deadlines: .patient(idle: .milliseconds(300))) { request in
            let start = Self.head + (request.path == "/within" ? chunk(#""content":"Hi""#) : "")
            return [.send(start), .again([.pause(milliseconds: 50), .send(": keep-alive\n\n")])]
        }
        guard case .failure(let fault) = try #require(await world.ask(path)) else { Issue.record("waited for"); return }
        #expect(fault == .idleTimeout(.milliseconds(300)))
        #expect(await world.server.record.reaches { $0.closedByClient == 1 })
    }

    @Test("a stream or a body that keeps sending is waited for", arguments: ["/stream", "/json"])
    func slowButAlive(path: String) async throws {
        let body = try await withGrowingLimit(from: .seconds(1)) { (limit) async throws -> [UInt8]? in
            let world = CurlWorld(streams: true, deadlines: .patient(idle: limit)) { request in
                let pause = RawServer.Step.pause(milliseconds: limit.milliseconds / 20)
                let piece = request.path == "/json" ? "\n" : chunk(#""content":"x""#)
                let start = request.path == "/json" ? Self.head + "{" : Self.head
                return [.send(start)] + (0..<30).flatMap { _ in [pause, .send(piece)] } + [.close]
            }
            return try? await world.response(path).body
        }
        #expect(body.count >= 31)
    }

    @Test("if the connection breaks, the received part of a stream is read, but not that of another body")
    func torn() async throws {
        let world = CurlWorld(streams: true) { request in
            let body = request.path == "/stream" ? Self.answer : "{}"
            return [
                .send(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n"), .close,
            ]
        }
        #expect(try await world.response("/stream").body == Array(Self.answer.utf8))
        guard case .failure(.torn) = try #require(await world.ask("/json")) else { Issue.record("whole"); return }
    }

    @Test("a stream is joined from pieces of any size", arguments: [1, 2, 3, 7, 64])
    func pieces(size: Int) async throws {
        let bytes = Array(Self.answer.utf8)
        let world = CurlWorld(streams: true) { _ in
            [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
                + stride(from: 0, to: bytes.count, by: size).map { start in
                    let piece = bytes[start..<min(start + size, bytes.count)]
                    return .send(Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8))
                } + [.send("0\r\n\r\n")]
        }
        #expect(try await world.response().body == bytes)
        #expect(world.results.value[0].firstToken != nil)
    }
}
