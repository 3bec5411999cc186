import BatchCore
import Dispatch
import Synchronization

/// A serial queue and what runs on it. The one object of the pool that several threads touch.
final class CurlWorker: Sendable {
    private let queue: DispatchQueue
    private let inbox = Mutex<[Attempt]>([])
    private let underWay = Atomic<Int>(0)
    private let makeLoop: @Sendable (DispatchQueue) -> CurlLoop
    /// Touched on `queue` alone.
    private nonisolated(unsafe) var stage = Stage.fresh

    private enum Stage {
        case fresh, open(CurlLoop), closed
    }

    init(number: Int, makeLoop: @escaping @Sendable (DispatchQueue) -> CurlLoop) {
        queue = DispatchQueue(label: "batchrun.curl.\(number)")
        self.makeLoop = makeLoop
    }

    /// How many attempts were sent here and have not ended.
    var load: Int { underWay.load(ordering: .relaxed) }

    /// Begins the attempts on the queue. Those of several calls are taken up together where the queue is busy.
    func send(_ attempts: [Attempt]) {
        underWay.add(attempts.count, ordering: .relaxed)
        let wasEmpty = inbox.withLock { inbox in
            defer { inbox.append(contentsOf: attempts) }
            return inbox.isEmpty
        }
        if wasEmpty { queue.async { self.begin() } }
    }

    /// Ends every transfer and closes every socket.
    func close() {
        queue.async { unsafe self.stage = .closed }
    }

    private func begin() {
        dispatchPrecondition(condition: .onQueue(queue))
        let attempts = inbox.withLock { inbox in
            defer { inbox = [] }
            return inbox
        }
        switch unsafe stage {
        case .closed: return
        case .open(let loop): loop.begin(attempts)
        case .fresh:
            let loop = makeLoop(queue)
            loop.onEnd = { [weak self] count in self?.underWay.subtract(count, ordering: .relaxed) }
            unsafe stage = .open(loop)
            loop.begin(attempts)
        }
    }
}
