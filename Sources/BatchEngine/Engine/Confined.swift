import Dispatch

/// A value that only one serial queue may touch; touching it elsewhere traps at once instead of racing now and then.
final class Confined<Value>: @unchecked Sendable {
    private let queue: DispatchQueue
    private var value: Value

    init(_ value: Value, to queue: DispatchQueue) {
        (self.value, self.queue) = (value, queue)
    }

    func with<Result>(_ body: (inout Value) -> Result) -> Result {
        dispatchPrecondition(condition: .onQueue(queue))
        return body(&value)
    }
}
