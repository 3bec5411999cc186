import BatchCore
import BatchEngine
import Dispatch
import Synchronization
import TestSupport

/// A tool runner without programs: a closure answers the calls, or leaves them open until a test answers them.
/// Results come on a separate queue.
final class FakeToolRunner: ToolRunner {
    private struct State {
        var receive: (@Sendable ([ToolRunResult]) -> Void)?
        var waiting: [ToolRun] = []
        var held: [ToolRun.ID: (run: ToolRun, startedAt: Instant)] = [:]
        var isCancelled = false
    }

    /// The runs in the order in which they were queued.
    let taken = Watched<[ToolRun]>([])
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "fake tool runner")
    private let clock: any EngineClock
    private let concurrency: Int
    private let answer: @Sendable (ToolRun) -> Result<String, Failure>?

    /// - Parameter answer: the immediate result of a run; nil if the run stays open.
    init(
        clock: any EngineClock, concurrency: Int = .max,
        answer: @escaping @Sendable (ToolRun) -> Result<String, Failure>? = { _ in nil }
    ) {
        (self.clock, self.concurrency, self.answer) = (clock, concurrency, answer)
    }

    /// The runs that have begun and not ended, in the order of their slots and calls.
    var underWay: [ToolRun] {
        state.withLock { $0.held.values.map(\.run).sorted { ($0.id.slot, $0.id.call) < ($1.id.slot, $1.id.call) } }
    }

    func deliver(to receive: @escaping @Sendable ([ToolRunResult]) -> Void) { state.withLock { $0.receive = receive } }

    func run(_ runs: [ToolRun]) {
        let isOpen = state.withLock { state in
            if !state.isCancelled { state.waiting += runs }
            return !state.isCancelled
        }
        guard isOpen else { return }
        taken.update { $0 += runs }
        begin()
    }

    /// Ends open runs, and ignores others.
    func finish(_ answers: [(id: ToolRun.ID, answer: Result<String, Failure>)]) {
        let now = clock.now()
        let (results, receive) = state.withLock { state in
            let results = answers.compactMap { id, answer in
                state.held.removeValue(forKey: id).map {
                    ToolRunResult(id: id, answer: answer, startedAt: $0.startedAt, latency: now - $0.startedAt)
                }
            }
            return (results, state.receive)
        }
        if !results.isEmpty, let receive { queue.async { receive(results) } }
        begin()
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            (state.waiting, state.held) = ([], [:])
        }
    }

    private func begin() {
        let now = clock.now()
        let begun = state.withLock { state in
            let begun = Array(state.waiting.prefix(max(0, concurrency - state.held.count)))
            state.waiting.removeFirst(begun.count)
            for run in begun {
                precondition(state.held[run.id] == nil, "run \(run.id) was requested twice")
                state.held[run.id] = (run, now)
            }
            return begun
        }
        let answers = begun.compactMap { run in answer(run).map { (run.id, $0) } }
        if !answers.isEmpty { finish(answers) }
    }
}
