package import Dispatch

/// A timer on a serial Dispatch queue. It belongs to the object that owns the queue, and ends with that object.
///
/// The timer is not Sendable, since its handler may touch state that the queue protects.
package final class QueueTimer {
    private let source: any DispatchSourceTimer
    private var isActive = false

    /// - Parameter queue: the queue that the handler runs on.
    package init(on queue: DispatchQueue) { source = DispatchSource.makeTimerSource(queue: queue) }

    /// A timer that fires repeatedly, first after one interval. It may be sent to another thread, to end it there.
    package static func repeating(
        every interval: DispatchTimeInterval, leeway: DispatchTimeInterval, on queue: DispatchQueue,
        _ handler: @escaping @Sendable () -> Void
    ) -> sending QueueTimer {
        let timer = QueueTimer(on: queue)
        timer.onFire(handler)
        timer.fire(every: interval, leeway: leeway)
        return timer
    }

    deinit {
        // Dispatch traps if a source is released that was never activated.
        if !isActive { source.activate() }
        source.cancel()
    }

    /// Sets what the timer does. Call once, before the first schedule. A handler that captures the timer's owner strongly
    /// keeps both alive.
    package func onFire(_ handler: @escaping () -> Void) {
        precondition(!isActive, "a timer has one handler")
        isActive = true
        source.setEventHandler(handler: handler)
        source.schedule(deadline: .distantFuture)
        source.activate()
    }

    /// Fires once at `deadline`, instead of at any earlier schedule.
    package func fire(at deadline: DispatchTime, leeway: DispatchTimeInterval) { source.schedule(deadline: deadline, leeway: leeway) }

    /// Fires repeatedly, first after one interval, instead of at any earlier schedule.
    package func fire(every interval: DispatchTimeInterval, leeway: DispatchTimeInterval) {
        source.schedule(deadline: .now() + interval, repeating: interval, leeway: leeway)
    }

    /// Stops firing until the timer is scheduled again.
    package func rest() { source.schedule(deadline: .distantFuture) }

    /// Stops firing for good, and releases the handler.
    package func cancel() { source.cancel() }
}
