import Synchronization

/// Delivers an adapter's results to its one receiver until it is closed.
final class ResultOutlet<Value: Sendable>: Sendable {
    /// The lock holds the receiver in a box: a closure stored directly in a generic value is wrapped once more at each
    /// access.
    private final class Receiver: Sendable {
        let receive: @Sendable ([Value]) -> Void

        init(_ receive: @escaping @Sendable ([Value]) -> Void) { self.receive = receive }
    }

    private let receiver = Mutex<Receiver?>(nil)

    func open(_ receive: @escaping @Sendable ([Value]) -> Void) {
        receiver.withLock { current in
            precondition(current == nil, "an adapter delivers to one receiver")
            current = Receiver(receive)
        }
    }

    func close() { receiver.withLock { $0 = nil } }

    /// The receiver is called outside the lock, so that it may call the adapter.
    func deliver(_ results: [Value]) {
        receiver.withLock { $0 }?.receive(results)
    }
}
