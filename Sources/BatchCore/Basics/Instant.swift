/// A point in time: nanoseconds since 1970-01-01T00:00:00Z. Within a run it never goes backwards, so it serves both for waiting and for
/// dating records.
public struct Instant: Hashable, Comparable, Sendable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }
    /// The given number of seconds since the epoch, limited to the range of the type: servers may write any number.
    package init(seconds: Double) {
        let scaled = (seconds * 1e9).rounded(.towardZero)
        nanoseconds = Int64(exactly: scaled) ?? (scaled > 0 ? .max : scaled < 0 ? .min : 0)
    }

    package static let epoch = Instant(nanoseconds: 0)
    /// Later than every instant that it is compared with.
    package static let distantFuture = Instant(nanoseconds: .max)

    public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

    public static func + (left: Instant, right: Duration) -> Instant {
        let (sum, overflow) = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
        return overflow ? Instant(nanoseconds: right < .zero ? .min : .max) : Instant(nanoseconds: sum)
    }

    public static func - (left: Instant, right: Instant) -> Duration {
        let (difference, overflow) = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
        return .nanoseconds(overflow ? (left < right ? .min : .max) : difference)
    }

    /// Whole seconds since the epoch, as in HTTP and JSON responses of providers.
    package var unixSeconds: Int64 { nanoseconds / 1_000_000_000 }
    /// Whole milliseconds since the epoch, as in the state file.
    public var unixMilliseconds: Int64 { nanoseconds / 1_000_000 }

    /// The given number of milliseconds since the epoch, limited to the range of the type (the years 1677 to 2262).
    package init(unixMilliseconds: Int64) {
        let (scaled, overflow) = unixMilliseconds.multipliedReportingOverflow(by: 1_000_000)
        nanoseconds = overflow ? (unixMilliseconds < 0 ? .min : .max) : scaled
    }
}

extension Duration {
    /// The duration in nanoseconds, limited to the range of `Int64`.
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, sumOverflow) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflow || sumOverflow ? (seconds < 0 ? .min : .max) : sum
    }

    /// The duration in milliseconds, rounded toward zero.
    package var milliseconds: Int64 { nanoseconds / 1_000_000 }
    /// The duration in seconds.
    package var inSeconds: Double { Double(nanoseconds) / 1e9 }
}
