import Foundation
import Synchronization
package import Testing

/// Bounds how many tests that start processes or servers run at once in this process, so that a slow machine gives each of
/// them enough of its time. A test that takes three times ``Patience/limit`` is reported.
package struct MachineShare: SuiteTrait, TestTrait, TestScoping {
    private static let places = Places(max(4, ProcessInfo.processInfo.activeProcessorCount))

    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        await Self.places.take()
        defer { Self.places.giveBack() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await Task.sleep(for: Patience.limit * 3)
                Issue.record("the test hangs")
            }
            defer { group.cancelAll() }
            try await function()
        }
    }
}

extension Trait where Self == MachineShare {
    /// The tests start processes or servers, and share the machine with others that do.
    package static var sharesMachine: Self { Self() }
}

/// Places that tests take and give back, in the order in which they ask.
private final class Places: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(free: count)) }

    func take() async {
        await withCheckedContinuation { continuation in
            let hasPlace = state.withLock { state in
                if state.free == 0 {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if hasPlace { continuation.resume() }
        }
    }

    func giveBack() {
        let next = state.withLock { state in
            if state.waiting.isEmpty {
                state.free += 1
                return nil as CheckedContinuation<Void, Never>?
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
