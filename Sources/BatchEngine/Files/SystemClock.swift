import Glibc

/// The machine's time: the wall clock as it stood when the clock was made, and what has passed since by a clock that
/// nobody sets. So it never goes backwards, and a wall clock that is set during a run does not disturb the run's waits.
public struct SystemClock: EngineClock {
    /// What is added to the monotonic clock, in nanoseconds.
    private let offset: Int64

    public init() { offset = Self.read(CLOCK_REALTIME) - Self.read(CLOCK_MONOTONIC) }

    public func now() -> Instant { Instant(nanoseconds: offset + Self.read(CLOCK_MONOTONIC)) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
