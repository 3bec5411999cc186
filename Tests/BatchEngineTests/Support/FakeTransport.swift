import BatchCore
import BatchEngine
import Dispatch
import Synchronization
import TestSupport

/// A transport without a network: a closure answers the attempts, or leaves them open until a test answers them.
/// Results come on a separate queue, in batches, like those of a real transport.
final class FakeTransport: Transport {
    private struct State {
        var receive: (@Sendable ([AttemptResult]) -> Void)?
        var held: [AttemptID: (attempt: Attempt, startedAt: Instant)] = [:]
        var isCancelled = false
    }

    /// The attempts in the order in which they were sent.
    let sent = Watched<[Attempt]>([])
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "fake transport")
    private let clock: any EngineClock
    private let answer: @Sendable (Attempt) -> Outcome?

    /// - Parameter answer: the immediate outcome of an attempt; nil if the attempt stays in flight.
    init(clock: any EngineClock, answer: @escaping @Sendable (Attempt) -> Outcome? = { _ in nil }) {
        (self.clock, self.answer) = (clock, answer)
    }

    /// The attempts in flight, by their serial numbers.
    var underWay: [Attempt] {
        state.withLock { $0.held.values.map(\.attempt).sorted { $0.id.serial < $1.id.serial } }
    }

    func deliver(to receive: @escaping @Sendable ([AttemptResult]) -> Void) {
        state.withLock { $0.receive = receive }
    }

    func send(_ attempts: [Attempt]) {
        let now = clock.now()
        let taken = state.withLock { state in
            guard !state.isCancelled else { return false }
            for attempt in attempts {
                precondition(state.held[attempt.id] == nil, "attempt \(attempt.id) was sent twice")
                state.held[attempt.id] = (attempt, now)
            }
            return true
        }
        guard taken else { return }
        sent.update { $0.append(contentsOf: attempts) }
        finish(attempts.compactMap { attempt in answer(attempt).map { (attempt.id, $0) } })
    }

    /// Ends attempts in flight, and ignores others.
    func finish(_ outcomes: [(id: AttemptID, outcome: Outcome)]) {
        let now = clock.now()
        let (results, receive) = state.withLock { state in
            let results = outcomes.compactMap { id, outcome in
                state.held.removeValue(forKey: id).map {
                    AttemptResult(id: id, outcome: outcome, startedAt: $0.startedAt, latency: now - $0.startedAt)
                }
            }
            return (results, state.receive)
        }
        guard !results.isEmpty, let receive else { return }
        queue.async { receive(results) }
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.held = [:]
        }
    }
}
