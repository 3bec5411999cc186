import Synchronization

/// Where results leave an adapter for the one receiver that they are delivered to, until it is closed.
final class ResultOutlet<Value: Sendable>: Sendable {
    /// The lock holds the receiver in a box: a closure that is kept in a generic value itself is wrapped once more each
    /// time that the value is accessed.
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
