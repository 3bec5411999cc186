import BatchCore
import FlyingSocks
import Foundation
import Glibc
import TestSupport

/// A minimal HTTP client on a socket: it returns the response byte for byte, and how the connection ended.
struct PlainClient {
    enum Ending: Equatable { case closed, reset }

    struct Response {
        var head: String
        /// The body as sent, with its chunk sizes if it has chunks.
        var rawBody: [UInt8]
        var ending: Ending

        var status: Int { head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }

        func header(_ name: String) -> String? {
            let lines = head.split(separator: "\r\n").map { $0.split(separator: ":", maxSplits: 1) }
            return lines.first { $0.count == 2 && $0[0].lowercased() == name }?[1].trimmingCharacters(in: .whitespaces)
        }

        /// The body without chunk sizes.
        var body: [UInt8] {
            guard header("transfer-encoding") == "chunked" else { return rawBody }
            var body: [UInt8] = []
            var rest = rawBody[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")),
                let count = Int(String(decoding: rest[..<end], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines), radix: 16),
                count > 0 {
                let start = end + 1
                guard start + count + 2 <= rest.endIndex else { break }
                body += rest[start..<start + count]
                rest = rest[(start + count + 2)...]
            }
            return body
        }
    }

    private let port: UInt16
    private let pool: any AsyncSocketPool
    private let running: Task<Void, any Error>

    init(port: UInt16) async throws {
        let pool = SocketPool<Poll>.make()
        try await pool.prepare()
        (self.port, self.pool) = (port, pool)
        running = Task { try await pool.run() }
    }

    func stop() { running.cancel() }

    /// Sends a request on a new connection, and reads nothing yet.
    func send(_ method: String, _ path: String, body: [UInt8] = [], keepsAlive: Bool = false) async throws -> AsyncSocket {
        let limit = TimeInterval(Patience.limit.components.seconds)
        let socket = try await AsyncSocket.connected(to: .inet(ip4: "127.0.0.1", port: port), pool: pool, timeout: limit)
        try await write(method, path, body: body, keepsAlive: keepsAlive, to: socket)
        return socket
    }

    func write(_ method: String, _ path: String, body: [UInt8] = [], keepsAlive: Bool = false, to socket: AsyncSocket) async throws {
        let head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(body.count)\r\n"
            + "Connection: \(keepsAlive ? "keep-alive" : "close")\r\n\r\n"
        try await socket.write(Data(head.utf8) + Data(body))
    }

    /// Sends a request and reads until the connection ends.
    func exchange(_ method: String, _ path: String, body: [UInt8] = []) async throws -> Response {
        let socket = try await send(method, path, body: body)
        defer { try? socket.close() }
        return await readToEnd(of: socket)
    }

    func chat(_ dialogue: Dialogue) async throws -> Response { try await exchange("POST", "/v1/chat/completions", body: dialogue.body) }

    func readToEnd(of socket: AsyncSocket) async -> Response {
        var bytes: [UInt8] = []
        var ending = Ending.closed
        do {
            while true { bytes += try await socket.read(atMost: 4_096) }
        } catch SocketError.disconnected {
            if (try? socket.socket.getValue(for: Int32SocketOption(name: SO_ERROR))) ?? 0 != 0 { ending = .reset }
        } catch {
            ending = .reset
        }
        return Self.parse(bytes, ending)
    }

    /// Reads one response with a length, and leaves the connection open.
    func readOne(from socket: AsyncSocket) async throws -> Response {
        var bytes: [UInt8] = []
        while true {
            let response = Self.parse(bytes, .closed)
            if let length = response.header("content-length").flatMap({ Int($0) }), response.rawBody.count >= length { return response }
            bytes += try await socket.read(atMost: 4_096)
        }
    }

    private static func parse(_ bytes: [UInt8], _ ending: Ending) -> Response {
        let mark = Array("\r\n\r\n".utf8)
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: mark) }) else {
            return Response(head: String(decoding: bytes, as: UTF8.self), rawBody: [], ending: ending)
        }
        return Response(head: String(decoding: bytes[..<end], as: UTF8.self), rawBody: Array(bytes[(end + 4)...]), ending: ending)
    }
}
