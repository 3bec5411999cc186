import BatchCore
import BatchEngine
import ProviderSimulator

extension SimulatorOptions {
    /// Answers at once, and reports no cache: its hits would depend on earlier requests.
    static var quick: SimulatorOptions {
        var options = SimulatorOptions()
        options.latency = .none
        options.cache = false
        options.replyTokens = 5...30
        return options
    }

    static func quick(_ faults: Fault...) -> SimulatorOptions {
        var options = quick
        options.faults = faults
        return options
    }

    /// Takes this long for each reply.
    static func taking(_ latency: Duration, _ faults: Fault...) -> SimulatorOptions {
        var options = quick
        options.latency = .init(base: latency, perToken: .zero, jitter: 0)
        options.faults = faults
        return options
    }

    /// Plans which of the first requests get the fault. Any number of requests may follow.
    static func meeting(_ fault: Fault.Kind, in plan: [Bool]) -> SimulatorOptions {
        var options = quick(Fault(fault, probability: 0.5))
        options.retryAfter = .milliseconds
        options.retryWait = .milliseconds(200)
        let request = HTTPRequest(
            method: "POST", url: "/chat/completions", headers: [],
            body: Array(#"{"model":"simulated-chat","messages":[{"role":"user","content":"x"}]}"#.utf8))
        repeat {
            options.seed += 1
            var provider = ProviderModel(options: options)
            let met = plan.map { _ in
                let before = provider.statistics.faults[fault.name] ?? 0
                provider.finished(provider.answer(request, at: .epoch).ticket, at: .epoch)
                return provider.statistics.faults[fault.name] ?? 0 > before
            }
            if met == plan { return options }
        } while true
    }
}
