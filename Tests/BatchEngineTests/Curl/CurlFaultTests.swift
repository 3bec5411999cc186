import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

@Suite("Curl faults", .sharesMachine)
struct CurlFaultTests {
    private func fault(_ result: Result<HTTPResponse, TransferFault>?) throws -> TransferFault {
        guard case .failure(let fault) = try #require(result) else { throw Unexpected(result: result) }
        return fault
    }

    private struct Unexpected: Error { var result: Result<HTTPResponse, TransferFault>? }

    @Test("a port without a server refuses the connection")
    func refused() async throws {
        let port = DeafPort()
        let world = CurlWorld(baseURL: "http://127.0.0.1:\(port.number)") { _ in [] }
        guard case .connectionRefused(let detail) = try fault(await world.ask()) else { Issue.record("not refused"); return }
        #expect(detail.contains("127.0.0.1"))
    }

    @Test("a host without an address is not found")
    func notFound() async throws {
        let world = CurlWorld(baseURL: "http://batchrun.invalid") { _ in [] }
        guard case .hostNotFound(let detail) = try fault(await world.ask()) else { Issue.record("found"); return }
        #expect(detail.contains("batchrun.invalid"))
    }

    @Test("a host that cannot be parsed in the URL is not found")
    func malformed() async throws {
        let world = CurlWorld(baseURL: "http://127.0.0.1:99999") { _ in [] }
        guard case .hostNotFound(let detail) = try fault(await world.ask()) else { Issue.record("found"); return }
        #expect(detail.contains("URL"))
    }

    @Test("a server that does not speak TLS is insecure")
    func insecure() async throws {
        let plain = RawServer(greeting: [.respond(400, body: "")]) { _ in [] }
        let world = CurlWorld(baseURL: "https://127.0.0.1:\(plain.port)") { _ in [] }
        guard case .insecure = try fault(await world.ask()) else { Issue.record("secure"); return }
    }

    @Test("a protocol other than HTTP is refused")
    func otherProtocol() async throws {
        let world = CurlWorld(baseURL: "ftp://127.0.0.1") { _ in [] }
        guard case .other(let detail) = try fault(await world.ask()) else { Issue.record("spoken"); return }
        #expect(detail.contains("ftp"))
    }

    @Test("silence ends an attempt at the idle deadline and closes its socket", arguments: ["/nothing", "/headers", "/body"])
    func idle(path: String) async throws {
        let world = CurlWorld(deadlines: .patient(idle: .milliseconds(200))) { request in
            switch request.path {
            case "/headers": [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"), .hold]
            case "/body": [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"), .hold]
            default: [.hold]
            }
        }
        #expect(try fault(await world.ask(path)) == .idleTimeout(.milliseconds(200)))
        #expect(await world.server.record.reaches { $0.closedByClient == 1 })
    }

    @Test("a slow server that keeps sending is waited for, however long it takes")
    func slowButAlive() async throws {
        let body = try await withGrowingLimit(from: .seconds(1)) { (limit) async throws -> [UInt8]? in
            let world = CurlWorld(deadlines: .patient(idle: limit)) { _ in
                let pause = RawServer.Step.pause(milliseconds: limit.milliseconds / 20)
                return [pause, .send("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n")] + (0..<30).flatMap { _ in [pause, .send("\n")] }
            }
            return try? await world.response().body
        }
        #expect(body.count == 30)
    }

    @Test("an attempt ends at its deadline, on a new connection as on a kept one")
    func attemptDeadline() async throws {
        let record = try await withGrowingLimit(from: .milliseconds(500)) { (limit) async throws -> RawServer.Record? in
            let world = CurlWorld(deadlines: .patient(attempt: limit)) { $0.path == "/hold" ? [.hold] : [.respond(body: "")] }
            let first = try fault(await world.ask("/hold"))
            _ = try await world.response("/", account: 1)
            let faults = [first, try fault(await world.ask("/hold"))]
            // The deadline may have passed before there was a connection.
            if faults.contains(where: { if case .connectTimeout = $0 { true } else { false } }) { return nil }
            #expect(faults == [.attemptTimeout(limit), .attemptTimeout(limit)])
            #expect(await world.server.record.reaches { $0.closedByClient == 2 })
            return world.server.record.value
        }
        #expect(record.accepted == 2)
    }

    @Test("connecting ends at its deadline")
    func connectDeadline() async throws {
        let silent = try await withGrowingLimit(from: .milliseconds(200)) { (limit) async throws -> RawServer? in
            // The server accepts the connection and never answers in TLS.
            let silent = RawServer { _ in [.hold] }
            let world = CurlWorld(deadlines: .patient(connect: limit), baseURL: "https://127.0.0.1:\(silent.port)") { _ in [] }
            #expect(try fault(await world.ask()) == .connectTimeout(limit))
            return silent.record.value.accepted == 1 ? silent : nil
        }
        #expect(await silent.record.reaches { $0.closedByClient == 1 })
    }

    @Test(
        "a response that breaks off is torn",
        arguments: ["/half", "/chunk", "/reset", "/nothing", "/gzip"])
    func torn(path: String) async throws {
        let world = CurlWorld { request in
            switch request.path {
            case "/half": [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"), .close]
            case "/chunk": [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), .close]
            case "/reset": [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"), .reset]
            case "/gzip": [.respond(headers: ["Content-Encoding: gzip"], body: "this is no gzip")]
            default: [.close]
            }
        }
        guard case .torn(let detail) = try fault(await world.ask(path)) else { Issue.record("whole"); return }
        #expect(!detail.isEmpty)
    }

    @Test("a body over the limit ends the attempt", arguments: ["/plain", "/chunked", "/gzip"])
    func tooLarge(path: String) async throws {
        let world = CurlWorld(options: CurlOptions(expectedConcurrency: 1, bodyLimit: 1_000)) { request in
            switch request.path {
            case "/plain": [.respond(body: String(repeating: "x", count: 1_001))]
            case "/gzip": [.respond(headers: ["Content-Encoding: gzip"], bytes: CurlBodies.gzippedSpaces)]
            case "/chunked":
                [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
                    + (0..<1_000).map { _ in RawServer.Step.send("10\r\n0123456789abcdef\r\n") } + [.hold]
            default: [.respond(body: String(repeating: "x", count: 1_000))]
            }
        }
        #expect(try fault(await world.ask(path)) == .bodyTooLarge(limit: 1_000))
        #expect(try await world.response("/within").body.count == 1_000)
    }

    @Test("a header with a line break is not sent", arguments: ["a\r\nX-Other: b", "a\nb", "a\0b"])
    func brokenHeader(value: String) async throws {
        let world = CurlWorld(headers: [("Authorization", value)]) { _ in [.respond(body: "")] }
        guard case .other(let detail) = try fault(await world.ask()) else { Issue.record("sent"); return }
        #expect(!detail.contains(value))
        #expect(world.server.record.value.requests.isEmpty)
    }
}
