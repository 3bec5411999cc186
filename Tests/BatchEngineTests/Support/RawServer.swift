import Dispatch
import Glibc
import Synchronization
import TestSupport

/// An HTTP server on a free port of 127.0.0.1. A script sets its answers, byte for byte, and how a connection ends. One thread
/// serves all connections.
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
        /// Waits until the server has received this many requests in all.
        case waitForRequests(Int)
        /// Waits until the client closes.
        case hold
        case close
        /// Closes so that the client sees a reset instead of an end.
        case reset
        /// Repeats these steps until the client closes.
        case again([Step])

        static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
    }

    struct Record: Sendable {
        var accepted = 0
        var open = 0
        /// Connections that the client closed or reset.
        var closedByClient = 0
        var requests: [Request] = []
    }

    /// What happened so far.
    let record = Watched(Record())
    let port: UInt16
    var baseURL: String { "http://127.0.0.1:\(port)" }

    private let listener: Int32
    private let stopPipe: (read: Int32, write: Int32)

    /// - Parameter greeting: the steps at the start of each connection, before its first request.
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

    private static func listen() -> (descriptor: Int32, port: UInt16) {
        let bound = bindToFreePort()
        precondition(Glibc.listen(bound.descriptor, 4_096) == 0, "no connections are accepted: error \(errno)")
        // The loop accepts until there is nothing more to accept.
        precondition(fcntl(bound.descriptor, F_SETFL, O_NONBLOCK) == 0)
        return bound
    }

    fileprivate static func bindToFreePort() -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &length) == 0
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

/// A port of 127.0.0.1 that refuses connections. This object reserves it, so that no other server gets it.
final class DeafPort: Sendable {
    let number: UInt16
    private let descriptor: Int32

    init() { (descriptor, number) = RawServer.bindToFreePort() }

    deinit { close(descriptor) }
}
