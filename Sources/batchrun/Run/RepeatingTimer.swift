import Dispatch

/// A timer that fires on its queue until it is cancelled. A Dispatch source may be cancelled from any thread, which its type
/// does not say.
final class RepeatingTimer: @unchecked Sendable {
    private let source: any DispatchSourceTimer

    init(every interval: DispatchTimeInterval, on queue: DispatchQueue, _ fire: @escaping @Sendable () -> Void) {
        source = DispatchSource.makeTimerSource(queue: queue)
        source.schedule(deadline: .now() + interval, repeating: interval)
        source.setEventHandler(handler: fire)
        source.activate()
    }

    func cancel() { source.cancel() }
}
