import Dispatch
import Glibc
import Synchronization

/// An HTTP server on a free port of 127.0.0.1 that answers as a script says, down to the bytes and the way a connection ends.
/// One thread serves all connections.
final class RawServer: Sendable {
    struct Request: Sendable {
        var path: String
        /// The request line and the headers.
        var head: String
        var body: [UInt8]
        /// Counted from 1 in the order of acceptance.
        var connection: Int
        /// Counted from 1 on its connection.
        var number: Int
    }

    enum Step: Sendable {
        case send([UInt8])
        case pause(milliseconds: Int64)
        /// Waits until the server has had so many requests in all.
        case waitForRequests(Int)
        /// Nothing more happens until the client closes.
        case hold
        case close
        /// Closes so that the client gets a reset in place of an end.
        case reset

        static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
    }

    struct Record: Sendable {
        var accepted = 0
        var open = 0
        /// Connections that the client closed or reset.
        var closedByClient = 0
        var requests: [Request] = []
    }

    /// What has happened so far.
    let record = Watched(Record())
    let port: UInt16
    var baseURL: String { "http://127.0.0.1:\(port)" }

    private let listener: Int32
    private let stopPipe: (read: Int32, write: Int32)

    /// - Parameter greeting: what each connection is given before it has asked for anything.
    init(greeting: [Step] = [], script: @escaping @Sendable (Request) -> [Step]) {
        (listener, port) = Self.listen()
        var ends: [Int32] = [0, 0]
        unsafe pipe(&ends)
        stopPipe = (ends[0], ends[1])
        let loop = RawServerLoop(listener: listener, stop: ends[0], record: record, greeting: greeting, script: script)
        DispatchQueue(label: "raw server \(port)").async { loop.run() }
    }

    /// The loop closes every descriptor but this one when it sees this end closed.
    deinit { close(stopPipe.write) }

    /// A port of 127.0.0.1 that nobody listens on.
    static func deafPort() -> UInt16 {
        let (descriptor, port) = listen()
        close(descriptor)
        return port
    }

    private static func listen() -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, size) == 0 && Glibc.listen(descriptor, 4_096) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        precondition(bound, "no port of 127.0.0.1 could be taken: error \(errno)")
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}

extension RawServer.Step {
    /// A whole response.
    static func respond(_ status: Int = 200, headers: [String] = [], body: String) -> RawServer.Step {
        respond(status, headers: headers, bytes: Array(body.utf8))
    }

    static func respond(_ status: Int = 200, headers: [String] = [], bytes: [UInt8]) -> RawServer.Step {
        let head = ["HTTP/1.1 \(status) Status", "Content-Length: \(bytes.count)"] + headers
        return .send(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + bytes)
    }
}
