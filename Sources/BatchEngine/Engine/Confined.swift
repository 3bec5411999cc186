import Dispatch

/// A value that only one serial queue may access. Access from elsewhere traps at once, instead of causing a rare data race.
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
