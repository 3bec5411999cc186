import FlyingSocks
import Glibc

/// FlyingFox's own pool with Nagle's algorithm switched off. FlyingFox writes the head and the body of a response separately, and
/// the body would otherwise wait for the client's delayed acknowledgement of the head, 40 ms on Linux. Connections inherit the
/// setting from the listening socket.
struct ImmediatePool: AsyncSocketPool {
    private let base: any AsyncSocketPool = SocketPool<Poll>.make(maxEvents: 256)

    func prepare() async throws { try await base.prepare() }
    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // A closing socket refuses the setting and no longer needs it.
        try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
