package import BatchCore
import Foundation

/// The machine's time: the wall clock's time when this clock was made, plus the time that has passed since. A monotonic clock
/// measures that time, also while the machine sleeps. So the time never goes backwards, and setting the wall clock during a
/// run does not change the run's waits.
package struct SystemClock: EngineClock {
    private let madeAt = ContinuousClock.now
    private let wallTime = Instant(seconds: Date().timeIntervalSince1970)

    package init() {}

    package func now() -> Instant { wallTime + madeAt.duration(to: ContinuousClock.now) }
}
