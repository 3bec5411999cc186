import BatchCore
import BatchEngine
import Dispatch
import ProviderSimulator

/// The built-in provider, on a loopback port of its own for the time of a run.
struct LocalSimulator {
    private let server: SimulatorServer
    let baseURL: String

    init(options: SimulatorOptions = SimulatorOptions(), port: UInt16 = 0) throws {
        let server = SimulatorServer(options: options, port: port)
        let answer = Protected<Result<UInt16, SimulatorServer.ListenError>?>(nil)
        let isListening = DispatchSemaphore(value: 0)
        Task.detached {
            do throws(SimulatorServer.ListenError) {
                let port = try await server.start()
                answer.with { $0 = .success(port) }
            } catch {
                answer.with { $0 = .failure(error) }
            }
            isListening.signal()
        }
        isListening.wait()
        if case .failure(let error)? = answer.with({ $0 }) { throw CommandFailure(error.description) }
        self.server = server
        baseURL = server.baseURL
    }

    var statistics: SimulatorStatistics { server.statistics }
}
