package import BatchCore

/// Carries attempts to their providers with libcurl, over as many workers as the concurrency asks for.
///
/// Connections are kept and shared by what follows on the same worker; HTTP/2 is used where a server offers it. Proxies are
/// taken from the environment as curl does (`https_proxy`, `no_proxy`, …), except for this machine itself. Certificates are
/// always verified. A transport that was cancelled, or let go of, closes its sockets and carries nothing more.
package final class CurlTransport: Transport {
    private let workers: [CurlWorker]
    private let outlet = ResultOutlet<AttemptResult>()

    /// - Parameter clock: dates the results, and measures silence against the idle deadline.
    package convenience init(wire: WireFormat, clock: any EngineClock, options: CurlOptions) {
        self.init(dialect: CurlDialect(wire), clock: clock, options: options)
    }

    init(dialect: CurlDialect, clock: any EngineClock, options: CurlOptions) {
        precondition(CurlLibrary.isReady, "libcurl could not be initialised")
        DescriptorRoom.make(for: options.expectedConcurrency)
        let outlet = outlet
        workers = (0..<options.workerCount).map { number in
            CurlWorker(number: number) { queue in
                CurlLoop(dialect: dialect, clock: clock, options: options, queue: queue, outlet: outlet)
            }
        }
    }

    deinit { cancel() }

    package func deliver(to receive: @escaping @Sendable ([AttemptResult]) -> Void) {
        outlet.open(receive)
    }

    package func send(_ attempts: [Attempt]) {
        guard workers.count > 1 else { return workers[0].send(attempts) }
        var loads = workers.map(\.load)
        var shares = [[Attempt]](repeating: [], count: workers.count)
        for attempt in attempts {
            var least = 0
            for place in loads.indices where loads[place] < loads[least] { least = place }
            loads[least] += 1
            shares[least].append(attempt)
        }
        for (worker, share) in zip(workers, shares) where !share.isEmpty { worker.send(share) }
    }

    package func cancel() {
        outlet.close()
        for worker in workers { worker.close() }
    }
}
