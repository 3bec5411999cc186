import Foundation

/// The machine's time: the wall clock as it stood when the clock was made, and what has passed since by a clock that
/// nobody sets. So it never goes backwards, and a wall clock that is set during a run does not disturb the run's waits.
public struct SystemClock: EngineClock {
    private let madeAt = SuspendingClock.now
    private let wallTime = Instant(seconds: Date().timeIntervalSince1970)

    public init() {}

    public func now() -> Instant { wallTime + madeAt.duration(to: SuspendingClock.now) }
}
