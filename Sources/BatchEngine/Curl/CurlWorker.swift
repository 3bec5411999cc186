import BatchCore
import Dispatch
import Synchronization

/// A serial queue with the ``CurlLoop`` that runs on it. It is the one object of the pool that several threads use.
final class CurlWorker: Sendable {
    private let queue: DispatchQueue
    private let outlet: ResultOutlet<AttemptResult>
    private let makeLoop: @Sendable (DispatchQueue, @escaping (CurlLoop.Event) -> Void) -> CurlLoop
    private let inbox = Mutex<[Attempt]>([])
    private let inFlight = Atomic<Int>(0)
    private let stage: Confined<Stage>

    private enum Stage {
        case fresh, open(CurlLoop), closed
    }

    /// - Parameters:
    ///   - outlet: gets the results, on the worker's queue.
    ///   - makeLoop: makes the loop on its queue, with a closure that reports an event to this worker on that queue.
    init(
        number: Int, outlet: ResultOutlet<AttemptResult>,
        makeLoop: @escaping @Sendable (DispatchQueue, @escaping (CurlLoop.Event) -> Void) -> CurlLoop
    ) {
        queue = DispatchQueue(label: "batchrun.curl.\(number)")
        stage = Confined(.fresh, to: queue)
        (self.outlet, self.makeLoop) = (outlet, makeLoop)
    }

    /// Number of attempts that were sent here and have not ended.
    var load: Int { inFlight.load(ordering: .relaxed) }

    /// Starts the attempts on the queue. If the queue is busy, the attempts of several calls are started together.
    func send(_ attempts: [Attempt]) {
        inFlight.add(attempts.count, ordering: .relaxed)
        let wasEmpty = inbox.withLock { inbox in
            defer { inbox.append(contentsOf: attempts) }
            return inbox.isEmpty
        }
        if wasEmpty { queue.async { self.begin() } }
    }

    /// Ends every transfer and closes every socket.
    func close() {
        queue.async { self.stage.with { $0 = .closed } }
    }

    private func begin() {
        let attempts = inbox.withLock { inbox in
            defer { inbox = [] }
            return inbox
        }
        deliver(
            stage.with { stage in
                if case .fresh = stage { stage = .open(makeLoop(queue) { [weak self] in self?.handle($0) }) }
                guard case .open(let loop) = stage else { return [] }
                return loop.begin(attempts)
            })
    }

    private func handle(_ event: CurlLoop.Event) {
        deliver(
            stage.with { stage in
                guard case .open(let loop) = stage else { return [] }
                return loop.handle(event)
            })
    }

    /// Runs after the loop has returned, so that a receiver may use the transport.
    private func deliver(_ results: [AttemptResult]) {
        guard !results.isEmpty else { return }
        inFlight.subtract(results.count, ordering: .relaxed)
        outlet.deliver(results)
    }
}
