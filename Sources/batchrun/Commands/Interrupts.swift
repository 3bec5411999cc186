import Dispatch
import Glibc
import Synchronization

/// Receives SIGINT, SIGTERM and SIGHUP (the terminal was closed): the first drains the run, the second aborts it, and a third
/// ends the process. Create only one in a process; it is never released.
final class Interrupts: Sendable {
    private let count = Atomic(0)
    private let isOver = Atomic(false)
    private let receive: @Sendable (_ count: Int) -> Void

    /// - Parameter receive: called with the number of the signal, from the time of ``begin()`` on.
    init(_ receive: @escaping @Sendable (_ count: Int) -> Void) { self.receive = receive }

    /// Takes signals from now on. Before that they end the process.
    func begin() {
        let queue = DispatchQueue(label: "batchrun.signals")
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            // The handler keeps its source.
            source.setEventHandler { [self] in withExtendedLifetime(source) { take() } }
            source.activate()
        }
    }

    private func take() {
        guard !isOver.load(ordering: .relaxed) else { return }
        let number = count.add(1, ordering: .relaxed).newValue
        if number > 2 { _exit(ExitStatus.stopped.rawValue) }
        receive(number)
    }

    /// Takes no more signals.
    func cancel() { isOver.store(true, ordering: .relaxed) }
}
