import Dispatch
import Synchronization

/// The simulator on a loopback port, for as long as the value lives.
package struct LocalSimulator: Sendable {
    private let server: SimulatorServer
    /// `http://127.0.0.1:PORT`
    package let baseURL: String

    /// Starts the simulator, and waits until it listens.
    /// - Parameter port: 0 for any free port.
    /// - Throws: ``SimulatorServer/ListenError``
    package init(options: SimulatorOptions = SimulatorOptions(), port: UInt16 = 0) throws(SimulatorServer.ListenError) {
        let server = SimulatorServer(options: options, port: port)
        let answer = Mutex<Result<UInt16, SimulatorServer.ListenError>?>(nil)
        let isListening = DispatchSemaphore(value: 0)
        Self.start(server) { result in
            answer.withLock { $0 = result }
            isListening.signal()
        }
        isListening.wait()
        if case .failure(let error)? = answer.withLock({ $0 }) { throw error }
        self.server = server
        baseURL = server.baseURL
    }

    private static func start(_ server: SimulatorServer, _ done: @escaping @Sendable (Result<UInt16, SimulatorServer.ListenError>) -> Void)
    {
        Task.detached {
            do throws(SimulatorServer.ListenError) {
                done(.success(try await server.start()))
            } catch {
                done(.failure(error))
            }
        }
    }

    package var statistics: SimulatorStatistics { server.statistics }
}
