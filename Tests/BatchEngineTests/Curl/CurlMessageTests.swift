import BatchCore
import TestSupport
import Testing

@testable import BatchEngine

enum CurlBodies {
    /// `{"answer":"42"}`
    static let gzippedAnswer: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56, 0x4A, 0xCC, 0x2B, 0x2E,
        0x4F, 0x2D, 0x52, 0xB2, 0x52, 0x32, 0x31, 0x52, 0xAA, 0x05, 0x00, 0xAB, 0xE2, 0xC1, 0x2D, 0x0F,
        0x00, 0x00, 0x00,
    ]

    /// 20,000 spaces.
    static let gzippedSpaces: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC1, 0x31, 0x01, 0x00, 0x00,
        0x00, 0xC2, 0xA0, 0x2A, 0xEB, 0x9F, 0xD2, 0x1A, 0x1E, 0x40, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xF0, 0x60, 0x28,
        0xC4, 0x08, 0x85, 0x20, 0x4E, 0x00, 0x00,
    ]
}

@Suite("Curl messages", .sharesMachine)
struct CurlMessageTests {
    @Test("a request arrives unchanged")
    func request() async throws {
        let headers = [("Content-Type", "application/json"), ("Authorization", "Bearer k"), ("X-Empty", "")]
        let world = CurlWorld(headers: headers, body: Array(#"{"a":1}"#.utf8)) { _ in [.respond(body: "")] }
        _ = try await world.response("/v1/chat/completions")
        let request = try #require(world.server.record.value.requests.first)
        let lines = request.head.split(separator: "\r\n").map(String.init)
        #expect(lines.first == "POST /v1/chat/completions HTTP/1.1")
        #expect(lines.contains("Content-Type: application/json"))
        #expect(lines.contains("Authorization: Bearer k"))
        #expect(lines.contains("X-Empty:"))
        #expect(lines.contains("User-Agent: batchrun"))
        #expect(lines.contains("Accept-Encoding: gzip, deflate"))
        #expect(lines.contains("Content-Length: 7"))
        #expect(!lines.contains { $0.hasPrefix("Expect") })
        #expect(request.body == Array(#"{"a":1}"#.utf8))
    }

    @Test("the wire format sets the address and the outcome of requests")
    func wireFormat() async throws {
        let server = RawServer { _ in [.respond(body: "{}")] }
        let provider = Provider(name: "own", title: "Own", baseURL: server.baseURL + "/v9")
        let wire = WireFormat(accounts: [Account(provider: provider, key: nil, model: "m")])
        let transport = CurlTransport(wire: wire, clock: SystemClock(), options: CurlOptions(expectedConcurrency: 1))
        let results = Watched<[AttemptResult]>([])
        transport.deliver { batch in results.update { $0.append(contentsOf: batch) } }
        let attempt = Attempt.testing(7, #"{"role":"user","content":"hello"}"#)
        transport.send([attempt])
        try #require(await results.reaches { $0.count == 1 })
        #expect(results.value[0].id == attempt.id)
        let request = try #require(server.record.value.requests.first)
        let expected = wire.request(for: attempt)
        #expect(server.baseURL + request.path == expected.url)
        #expect(request.body == expected.body)
    }

    @Test("requests of one account may differ in their headers")
    func changingHeaders() async throws {
        let dialect = CurlDialect(
            encode: { HTTPRequest(url: $0.text, headers: [("X-Number", "\($0.id.serial)")], body: [UInt8(ascii: "1")]) },
            classify: { result, _, _ in CurlWorld.outcome(of: result) }, deadlines: { _ in Deadlines() })
        let server = RawServer { _ in [.respond(body: "")] }
        let transport = CurlTransport(dialect: dialect, clock: SystemClock(), options: CurlOptions(expectedConcurrency: 1))
        let results = Watched(0)
        transport.deliver { batch in results.update { $0 += batch.count } }
        for serial in 0..<10 {
            transport.send([Attempt.testing(serial, server.baseURL + "/\(serial)")])
            try #require(await results.reaches { $0 == serial + 1 })
        }
        for (number, request) in server.record.value.requests.enumerated() {
            #expect(request.path == "/\(number)")
            #expect(request.head.contains("X-Number: \(number)\r\n"))
        }
    }

    @Test("an empty body and another method are sent")
    func emptyBody() async throws {
        let dialect = CurlDialect(
            encode: { HTTPRequest(method: $0.id.serial == 0 ? "GET" : "POST", url: $0.text, headers: [], body: []) },
            classify: { result, _, _ in CurlWorld.outcome(of: result) }, deadlines: { _ in Deadlines() })
        let server = RawServer { _ in [.respond(body: "")] }
        let transport = CurlTransport(dialect: dialect, clock: SystemClock(), options: CurlOptions(expectedConcurrency: 1))
        let results = Watched(0)
        transport.deliver { batch in results.update { $0 += batch.count } }
        for serial in 0..<2 {
            transport.send([Attempt.testing(serial, server.baseURL + "/")])
            try #require(await results.reaches { $0 == serial + 1 })
        }
        #expect(server.record.value.requests.map { $0.head.prefix(6) } == ["GET / ", "POST /"])
        #expect(server.record.value.requests.allSatisfy { $0.body.isEmpty })
    }

    @Test("a body of five megabytes arrives whole, and so do later ones")
    func largeRequest() async throws {
        let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let world = CurlWorld(body: body) { request in [.respond(body: "\(request.body.count)")] }
        for _ in 0..<3 {
            #expect(try await world.response().body == Array("5000000".utf8))
        }
        #expect(world.server.record.value.requests.allSatisfy { $0.body == body })
        #expect(world.server.record.value.accepted == 1)
    }

    @Test("a response has its status, its headers as written, and its body")
    func response() async throws {
        let world = CurlWorld { _ in
            [.send("HTTP/1.1 503 Busy\r\nReTrY-aFtEr:  7 \r\nX-Empty:\r\nX-Odd: a:b\r\nContent-Length: 2\r\n\r\nno")]
        }
        let response = try await world.response()
        #expect(response.status == 503)
        #expect(response.headers.map(\.name) == ["ReTrY-aFtEr", "X-Empty", "X-Odd", "Content-Length"])
        #expect(response.headers.map(\.value) == ["7", "", "a:b", "2"])
        #expect(response.header("retry-after") == "7")
        #expect(response.body == Array("no".utf8))
    }

    @Test("informational responses (1xx) are ignored")
    func interim() async throws {
        let world = CurlWorld { _ in
            [
                .send("HTTP/1.1 100 Continue\r\n\r\n"), .send("HTTP/1.1 103 Early Hints\r\nLink: </style>\r\n\r\n"),
                .respond(headers: ["X-Own: 1"], body: "hello"),
            ]
        }
        let response = try await world.response()
        #expect(response.status == 200)
        #expect(response.headers.map(\.name) == ["Content-Length", "X-Own"])
        #expect(response.body == Array("hello".utf8))
    }

    @Test("a compressed body is decoded")
    func gzip() async throws {
        let world = CurlWorld { _ in [.respond(headers: ["Content-Encoding: gzip"], bytes: CurlBodies.gzippedAnswer)] }
        #expect(try await world.response().body == Array(#"{"answer":"42"}"#.utf8))
    }

    @Test("a chunked body is joined, including blank lines before it")
    func chunked() async throws {
        let world = CurlWorld { _ in
            [
                .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .send("2\r\n\n\n\r\n"), .send("1\r\n\n\r\n"),
                .send("4\r\n{\"a\"\r\n"), .send("3\r\n:1}\r\n0\r\n\r\n"),
            ]
        }
        #expect(try await world.response().body == Array("\n\n\n{\"a\":1}".utf8))
    }

    @Test("a body without a length ends with its connection")
    func untilClose() async throws {
        let world = CurlWorld { _ in [.send("HTTP/1.1 200 OK\r\n\r\nhello"), .close] }
        #expect(try await world.response().body == Array("hello".utf8))
    }

    @Test("a redirection is a response, and is not followed")
    func redirection() async throws {
        let world = CurlWorld { _ in [.respond(302, headers: ["Location: /elsewhere"], body: "")] }
        #expect(try await world.response().status == 302)
        #expect(world.server.record.value.requests.count == 1)
    }

    @Test("responses of one handle do not mix")
    func noMixture() async throws {
        let world = CurlWorld { request in
            request.path == "/odd" ? [.respond(headers: ["X-A: 1"], body: "first")] : [.send("HTTP/1.1 204 None\r\nX-B: 2\r\n\r\n")]
        }
        for _ in 0..<3 {
            let odd = try await world.response("/odd")
            #expect(odd.headers.map(\.name) == ["Content-Length", "X-A"])
            #expect(odd.body == Array("first".utf8))
            let even = try await world.response("/even")
            #expect(even.headers.map(\.name) == ["X-B"])
            #expect(even.body.isEmpty)
        }
    }

    @Test("requests to this machine use no proxy, whatever the environment sets")
    func proxies() {
        #expect(ProxyBypass.merged(with: nil) == "localhost,127.0.0.1,::1")
        #expect(ProxyBypass.merged(with: "") == "localhost,127.0.0.1,::1")
        #expect(ProxyBypass.merged(with: "example.org,.local") == "localhost,127.0.0.1,::1,example.org,.local")
        #expect(ProxyBypass.merged(with: "*") == "*")
    }
}
