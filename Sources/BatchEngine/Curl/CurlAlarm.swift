import Dispatch

/// Wakes the loop when curl wants to be called. Curl changes that time with nearly every transfer, mostly to a later one.
/// The timer is then left as it is; if it fires too early, it is set again.
final class CurlAlarm {
    private let timer: QueueTimer
    /// The times when curl wants to be called and when the timer fires, in nanoseconds of uptime.
    private var wanted = UInt64.max
    private var armed = UInt64.max

    init(queue: DispatchQueue, handler: @escaping () -> Void) {
        timer = QueueTimer(on: queue)
        timer.onFire(handler)
    }

    /// Notes that curl wants to be called in `milliseconds`, or never if they are negative.
    func set(_ milliseconds: Int) {
        guard milliseconds >= 0 else { return wanted = .max }
        wanted = DispatchTime.now().uptimeNanoseconds + UInt64(milliseconds) * 1_000_000
        if wanted < armed { arm() }
    }

    /// Whether the time that curl wanted has come. If not, sets the timer to it.
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
        timer.fire(at: DispatchTime(uptimeNanoseconds: wanted), leeway: .milliseconds(1))
    }
}
