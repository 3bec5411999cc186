import BatchCore
import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// The simulated provider on a port of 127.0.0.1.
///
/// In addition to the provider's pages it answers `GET /simulator/statistics` with ``SimulatorStatistics/json``.
package final class SimulatorServer: Sendable {
    /// The server cannot listen on its port.
    package struct ListenError: Error, Hashable, Sendable, CustomStringConvertible {
        package var port: UInt16
        package var detail: String

        package var description: String { "The simulator cannot listen on 127.0.0.1:\(port) (\(detail)); name another port." }
    }

    private struct Listener {
        var server: HTTPServer
        var running: Task<Void, Never>
    }

    private let port: UInt16
    private let clock = ServerClock()
    private let model: Mutex<ProviderModel>
    private let listener = Mutex<Listener?>(nil)
    let pool = ImmediatePool()
    /// The port of the listening socket; 0 before ``start()``.
    private let boundPort = Atomic<UInt16>(0)

    /// - Parameter port: 0 for any free port.
    package init(options: SimulatorOptions = SimulatorOptions(), port: UInt16 = 0) {
        model = Mutex(ProviderModel(options: options))
        self.port = port
    }

    /// The statistics so far.
    package var statistics: SimulatorStatistics { model.withLock(\.statistics) }

    /// The base URL for clients, without a slash at the end; valid after ``start()``.
    package var baseURL: String { "http://127.0.0.1:\(boundPort.load(ordering: .acquiring))" }

    /// Starts to listen on 127.0.0.1. Call it once.
    /// - Returns: the port of the listening socket.
    @discardableResult
    package func start() async throws(ListenError) -> UInt16 {
        OpenFiles.raiseLimit()
        do {
            let server = HTTPServer(
                config: HTTPServer.Configuration(
                    address: try .inet(ip4: "127.0.0.1", port: port), timeout: Self.longestAnswer,
                    sharedRequestBufferSize: Bounds.jobLine, sharedRequestReplaySize: Bounds.jobLine, pool: pool, logger: .disabled),
                handler: Handler(server: self))
            let (news, reporter) = AsyncThrowingStream.makeStream(of: Void.self)
            let running = Task<Void, Never> {
                do { try await server.run() } catch { reporter.finish(throwing: error) }
            }
            let watching = Task {
                try await server.waitUntilListening(timeout: Self.longestAnswer)
                reporter.yield()
            }
            listener.withLock { $0 = Listener(server: server, running: running) }
            for try await _ in news { break }
            watching.cancel()
            guard case .ip4(_, let bound)? = await server.listeningAddress else {
                throw ListenError(port: port, detail: "the listening socket has no address")
            }
            boundPort.store(bound, ordering: .releasing)
            return bound
        } catch let error as ListenError {
            throw error
        } catch {
            throw ListenError(port: port, detail: error.localizedDescription)
        }
    }

    /// Closes the port and all connections, also those in the middle of an answer.
    package func stop() async {
        guard let listening = listener.withLock({ $0.take() }) else { return }
        await listening.server.stop()
        await listening.running.value
    }

    /// The answer to a request, and the request's place in flight until its end.
    func answer(_ request: BatchCore.HTTPRequest) -> (SimulatedAnswer, PlaceInFlight) {
        let answer = model.withLock { $0.answer(request, at: clock.now) }
        let ticket = answer.ticket
        return (answer, PlaceInFlight { [self] in model.withLock { $0.finished(ticket, at: clock.now) } })
    }

    func client(of request: FlyingFox.HTTPRequest) -> Client {
        Client(address: request.remoteAddress, serverPort: boundPort.load(ordering: .acquiring), pool: pool)
    }

    /// FlyingFox ends longer answers; a week is longer than any client waits.
    private static let longestAnswer: TimeInterval = 7 * 86_400
}

/// The time of day at the start of the server plus the monotonic time since then. It dates responses and never goes back.
private struct ServerClock: Sendable {
    private let beginning = Instant(seconds: Date().timeIntervalSince1970)
    private let start = ContinuousClock.now

    var now: Instant { beginning + (ContinuousClock.now - start) }
}
