import BatchCore
import FlyingSocks
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("The provider over HTTP", .sharesMachine)
struct ServerTests {
    /// Runs `body` against a server with these options, and stops the server.
    private func withServer(_ options: SimulatorOptions, _ body: (SimulatorServer, PlainClient) async throws -> Void) async throws {
        let server = SimulatorServer(options: options)
        let client = try await PlainClient(port: server.start())
        do {
            try await body(server, client)
        } catch {
            client.stop()
            await server.stop()
            throw error
        }
        client.stop()
        await server.stop()
    }

    @Test("A reply over HTTP is the model's reply")
    func sameReply() async throws {
        var model = ProviderModel(options: .quick())
        let expected = try model.reply(to: Dialogue("what of the sea")).content
        try await withServer(.quick()) { server, client in
            let response = try await client.chat(Dialogue("what of the sea"))
            #expect(response.status == 200)
            #expect(response.header("content-type") == "application/json")
            #expect(response.header("content-length") == String(response.rawBody.count))
            #expect(try Completed(response.body).content == expected)
            #expect(server.statistics.replies == 1)
            let models = try await client.exchange("GET", "/models")
            #expect(try JSONDocument(models.body).root["data"]?[0]?["id"]?.string == "simulated-chat")
            #expect(try await client.exchange("GET", "/elsewhere").status == 404)
        }
    }

    @Test("One connection serves many requests")
    func keepsConnections() async throws {
        try await withServer(.quick()) { server, client in
            let socket = try await client.send("POST", "/chat/completions", body: Dialogue("first").body, keepsAlive: true)
            _ = try await client.readOne(from: socket)
            for index in 0..<20 {
                try await client.write("POST", "/chat/completions", body: Dialogue("next \(index)").body, keepsAlive: true, to: socket)
                #expect(try await client.readOne(from: socket).status == 200)
            }
            try socket.close()
            #expect(server.statistics.replies == 21)
        }
    }

    @Test("Blank lines and streams come in chunks")
    func chunks() async throws {
        try await withServer(.always(.blankLines)) { _, client in
            let response = try await client.chat(Dialogue("x"))
            #expect(response.header("transfer-encoding") == "chunked")
            #expect(response.body.first == UInt8(ascii: "\n"))
            #expect(try !Completed(response.body).content.isEmpty)
            let stream = try await client.chat(Dialogue("x", more: #""stream":true"#))
            #expect(String(decoding: stream.body, as: UTF8.self).hasSuffix("data: [DONE]\n\n"))
        }
    }

    @Test("A torn body is shorter than its length, and the connection closes")
    func torn() async throws {
        try await withServer(.always(.torn)) { server, client in
            let response = try await client.chat(Dialogue("x"))
            let told = try #require(response.header("content-length").flatMap { Int($0) })
            #expect(response.status == 200)
            #expect((1..<told).contains(response.rawBody.count))
            try await waitUntil("the place is free") { server.statistics.inFlight == 0 }
        }
    }

    @Test("A reset connection gives no byte of a response")
    func reset() async throws {
        try await withServer(.always(.reset)) { server, client in
            let response = try await client.chat(Dialogue("x"))
            #expect(response.head.isEmpty)
            #expect(response.ending == .reset)
            #expect(server.statistics.faults == ["reset": 1])
            #expect(server.statistics.inFlight == 0)
        }
    }

    @Test("A stalled answer lasts until the client leaves, and keeps its place until then")
    func stall() async throws {
        let options = SimulatorOptions.always(.stall) { $0.concurrency = 6 }
        try await withServer(options) { server, client in
            var sockets: [AsyncSocket] = []
            for index in 0..<6 { sockets.append(try await client.send("POST", "/chat/completions", body: Dialogue("x \(index)").body)) }
            try await waitUntil("all are in flight") { server.statistics.inFlight == 6 }
            #expect(try await client.chat(Dialogue("one more")).status == 429)
            for socket in sockets { try socket.close() }
            try await waitUntil("all places are free") { server.statistics.inFlight == 0 }
            #expect(server.statistics.peakInFlight == 6)
            #expect(server.statistics.limited == 1)
        }
    }

    @Test("Stopping the server ends all connections, whatever they wait for")
    func stop() async throws {
        let server = SimulatorServer(options: .always(.stall))
        let client = try await PlainClient(port: server.start())
        try await withThrowingTaskGroup(of: PlainClient.Response.self) { group in
            for index in 0..<150 { group.addTask { try await client.chat(Dialogue("x \(index)")) } }
            try await waitUntil("all are in flight") { server.statistics.inFlight == 150 }
            await server.stop()
            for try await response in group { #expect(!response.head.contains("content-length: \(response.rawBody.count)")) }
        }
        client.stop()
    }

    @Test("Long bodies are accepted up to 64 MiB, and longer ones refused with status 413")
    func longBodies() async throws {
        try await withServer(.quick()) { _, client in
            let long = Dialogue(String(repeating: "x", count: 4 << 20))
            let response = try await client.chat(long)
            #expect(response.status == 200)
            #expect(try Completed(response.body).prompt > 1_000_000)
            let tooLong = try await client.exchange("POST", "/chat/completions", body: [UInt8](repeating: 0x20, count: (64 << 20) + 1))
            #expect(tooLong.status == 413)
        }
    }

    @Test("The statistics page has the server's statistics")
    func statistics() async throws {
        try await withServer(.quick { $0.faults = [Fault(.status(500), probability: 0.5)] }) { server, client in
            for index in 0..<10 { _ = try await client.chat(Dialogue("x \(index)")) }
            let told = try await client.exchange("GET", "/simulator/statistics").body
            #expect(told == server.statistics.json)
            #expect(try JSONDocument(told).root["requests"]?.int == 10)
        }
    }

    @Test("A used port is an error that names the port")
    func portTaken() async throws {
        try await withServer(.quick()) { server, _ in
            let port = try #require(server.baseURL.split(separator: ":").last.flatMap { UInt16($0) })
            let error = await #expect(throws: SimulatorServer.ListenError.self) { try await SimulatorServer(port: port).start() }
            #expect(error?.port == port)
        }
    }
}
