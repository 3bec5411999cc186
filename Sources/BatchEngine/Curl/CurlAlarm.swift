import Dispatch

/// Wakes the worker when curl wants to be called. Curl changes its mind with nearly every transfer, mostly to a later time;
/// the timer is then left as it is, and set anew when it fires too early.
final class CurlAlarm {
    private let timer: any DispatchSourceTimer
    /// When curl wants to be called, and when the timer fires, in nanoseconds of uptime.
    private var wanted = UInt64.max
    private var armed = UInt64.max

    init(queue: DispatchQueue) {
        timer = DispatchSource.makeTimerSource(queue: queue)
    }

    deinit { timer.cancel() }

    func onTime(_ handler: @escaping () -> Void) {
        timer.setEventHandler(handler: handler)
        timer.schedule(deadline: .distantFuture)
        timer.activate()
    }

    /// Notes that curl wants to be called in so many milliseconds; never, where they are negative.
    func set(_ milliseconds: Int) {
        guard milliseconds >= 0 else { return wanted = .max }
        wanted = DispatchTime.now().uptimeNanoseconds + UInt64(milliseconds) * 1_000_000
        if wanted < armed { arm() }
    }

    /// Whether the time that curl wanted has come; else the timer is set to it.
    func isDue() -> Bool {
        armed = .max
        guard wanted > DispatchTime.now().uptimeNanoseconds else {
            wanted = .max
            return true
        }
        if wanted != .max { arm() }
        return false
    }

    private func arm() {
        armed = wanted
        timer.schedule(deadline: DispatchTime(uptimeNanoseconds: wanted), leeway: .milliseconds(1))
    }
}
