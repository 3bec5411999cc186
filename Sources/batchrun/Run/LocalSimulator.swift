import BatchEngine
import Dispatch
import ProviderSimulator

/// The built-in provider, on a loopback port of its own for the time of a run.
final class LocalSimulator {
    let baseURL: String
    init() throws { baseURL = "" }
}
