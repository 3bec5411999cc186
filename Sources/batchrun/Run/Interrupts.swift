import Dispatch
import Glibc

/// Turns SIGINT, SIGTERM and SIGHUP (a terminal that is closed) into calls: the first asks for a
/// drain, the second for an abort; a third ends the process.
final class Interrupts {
    private let sources: [any DispatchSourceSignal]

    init(_ receive: @escaping @Sendable (_ count: Int) -> Void) {
        let queue = DispatchQueue(label: "batchrun.signals")
        let count = Protected(0)
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                let received = count.with { count in
                    count += 1
                    return count
                }
                if received > 2 { _exit(ExitStatus.stopped.rawValue) }
                receive(received)
            }
            source.activate()
            return source
        }
    }

    /// Heeds no more signals.
    func cancel() { for source in sources { source.cancel() } }
}
