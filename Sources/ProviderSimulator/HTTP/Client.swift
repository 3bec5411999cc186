import FlyingFox
import FlyingSocks
import Glibc

/// The client's end of a connection. FlyingFox does not expose its sockets, so the socket is found by its two ports among the
/// open files. An answer seldom needs it: to reset a connection, or to notice that a client has left.
struct Client: Sendable {
    let address: HTTPRequest.Address?
    let serverPort: UInt16
    let pool: any AsyncSocketPool

    /// Makes the connection end with a reset when it is closed.
    func prepareReset() {
        // Fails if the client has already left, which needs no reset.
        try? socket()?.setValue(linger(l_onoff: 1, l_linger: 0), for: LingerOption())
    }

    /// Returns when the client has closed the connection or sends another request.
    func waitUntilGone() async throws {
        guard let socket = socket() else { return }
        try await pool.suspendSocket(socket, untilReadyFor: [.read])
    }

    private func socket() -> Socket? {
        guard case .ip4(_, port: let clientPort)? = address else { return nil }
        for file in 0..<Int32(min(OpenFiles.limit, Self.highestFile)) {
            let socket = Socket(file: .init(rawValue: file))
            if case .ip4(_, port: clientPort)? = try? socket.remotePeer(), case .ip4(_, port: serverPort)? = try? socket.sockname() {
                return socket
            }
        }
        return nil
    }

    private static let highestFile = 65_536
}

/// SO_LINGER: with a time of zero, closing discards unsent data and resets the connection.
private struct LingerOption: SocketOption {
    var name: Int32 { SO_LINGER }
    func makeValue(from socketValue: linger) -> linger { socketValue }
    func makeSocketValue(from value: linger) -> linger { value }
}

/// An empty answer: FlyingFox closes a connection whose upgrade fails before it writes a byte of the response.
struct NoResponse: WSHandler {
    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        throw AnswerBody.BrokenOff()
    }
}
