import BatchCore
import Dispatch

/// Wakes the worker at intervals to look for silent transfers, while there are transfers.
final class IdleWatch {
    private let timer: any DispatchSourceTimer
    /// Nil while it rests.
    private var interval: Duration?

    init(queue: DispatchQueue) {
        timer = DispatchSource.makeTimerSource(queue: queue)
    }

    deinit { timer.cancel() }

    func onTime(_ handler: @escaping () -> Void) {
        timer.setEventHandler(handler: handler)
        timer.schedule(deadline: .distantFuture)
        timer.activate()
    }

    /// Wakes at least as often as every `wanted`.
    func keep(within wanted: Duration) {
        guard interval.map({ wanted < $0 }) ?? true else { return }
        interval = wanted
        let nanoseconds = Int(wanted.nanoseconds)
        timer.schedule(deadline: .now() + .nanoseconds(nanoseconds), repeating: .nanoseconds(nanoseconds), leeway: .milliseconds(5))
    }

    func rest() {
        interval = nil
        timer.schedule(deadline: .distantFuture)
    }
}
