package import BatchCore
import Foundation

/// The machine's time: the wall clock as it stood when the clock was made, and what has passed since by a clock that
/// nobody sets and that goes on while the machine sleeps. So it never goes backwards, and a wall clock that is set during
/// a run does not disturb the run's waits.
package struct SystemClock: EngineClock {
    private let madeAt = ContinuousClock.now
    private let wallTime = Instant(seconds: Date().timeIntervalSince1970)

    package init() {}

    package func now() -> Instant { wallTime + madeAt.duration(to: ContinuousClock.now) }
}
