package import BatchCore

/// A transport over libcurl, with as many workers as the concurrency needs.
///
/// Later attempts on the same worker use its open connections. HTTP/2 is used if the server offers it. Proxies come from the
/// environment, as curl reads it (`https_proxy`, `no_proxy`, …), except for this machine itself. Certificates are always
/// verified. A transport that was cancelled or released closes its sockets and sends nothing more.
package final class CurlTransport: Transport {
    private let workers: [CurlWorker]
    private let outlet = ResultOutlet<AttemptResult>()

    /// - Parameter clock: dates the results and measures silence against the idle deadline.
    package convenience init(wire: WireFormat, clock: any EngineClock, options: CurlOptions) {
        self.init(dialect: CurlDialect(wire), clock: clock, options: options)
    }

    init(dialect: CurlDialect, clock: any EngineClock, options: CurlOptions) {
        precondition(CurlLibrary.isReady, "libcurl could not be initialised")
        DescriptorRoom.make(for: options.expectedConcurrency)
        let outlet = outlet
        workers = (0..<options.workerCount).map { number in
            CurlWorker(number: number, outlet: outlet) { queue, report in
                CurlLoop(dialect: dialect, clock: clock, options: options, queue: queue, report: report)
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

/// The API that a transport carries: how an attempt is written as a request, what its response means, and how long it may
/// take. The workers call it on their queues.
struct CurlDialect: Sendable {
    var encode: @Sendable (Attempt) -> HTTPRequest
    var classify: @Sendable (Result<HTTPResponse, TransferFault>, ReplyFrame, Instant) -> Outcome
    var deadlines: @Sendable (AccountID) -> Deadlines
}

extension CurlDialect {
    init(_ wire: WireFormat) {
        encode = { wire.request(for: $0) }
        classify = { result, frame, now in
            switch result {
            case .success(let response): wire.outcome(of: response, in: frame, now: now)
            case .failure(let fault): wire.outcome(of: fault, account: frame.account)
            }
        }
        deadlines = { wire.deadlines(for: $0) }
    }
}
