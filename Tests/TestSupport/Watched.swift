import Dispatch
import Synchronization

/// A value that other threads change and a test waits for.
package final class Watched<Value: Sendable>: Sendable {
    private struct Waiter {
        var condition: @Sendable (Value) -> Bool
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var value: Value
        var waiters: [Int: Waiter] = [:]
        var waiterCount = 0
    }

    private let state: Mutex<State>

    package init(_ value: Value) { state = Mutex(State(value: value)) }

    package var value: Value { state.withLock { $0.value } }

    package func update(_ change: (inout sending Value) -> Void) {
        let met = state.withLock { state in
            change(&state.value)
            let met = state.waiters.filter { $0.value.condition(state.value) }
            for number in met.keys { state.waiters[number] = nil }
            return met.values.map(\.continuation)
        }
        for continuation in met { continuation.resume(returning: true) }
    }

    /// Waits until the value meets `condition`.
    /// - Returns: false if it does not within ``Patience/limit``.
    package func reaches(_ condition: @escaping @Sendable (Value) -> Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            let number: Int? = state.withLock { state in
                guard !condition(state.value) else { return nil }
                state.waiterCount += 1
                state.waiters[state.waiterCount] = Waiter(condition: condition, continuation: continuation)
                return state.waiterCount
            }
            guard let number else { return continuation.resume(returning: true) }
            // Weak, because most waits are over long before the limit.
            DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Int(Patience.limit.components.seconds))) { [weak self] in
                self?.giveUp(number)
            }
        }
    }

    private func giveUp(_ number: Int) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
        waiter?.continuation.resume(returning: false)
    }
}
