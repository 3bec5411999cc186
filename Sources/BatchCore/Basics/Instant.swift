/// A point in time: nanoseconds since 1970-01-01T00:00:00Z. Within one run it never goes backwards, so that it serves both for
/// waiting and for dating records.
public struct Instant: Hashable, Comparable, Sendable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }
    /// That many seconds since the epoch, held at the ends of what can be counted; servers write what they like.
    package init(seconds: Double) {
        let scaled = (seconds * 1e9).rounded(.towardZero)
        nanoseconds = Int64(exactly: scaled) ?? (scaled > 0 ? .max : scaled < 0 ? .min : 0)
    }

    package static let epoch = Instant(nanoseconds: 0)
    /// Later than every instant that is ever compared with it.
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

    /// Whole seconds since the epoch, as HTTP and JSON answers of providers count them.
    package var unixSeconds: Int64 { nanoseconds / 1_000_000_000 }
    /// Whole milliseconds since the epoch, as the state file keeps times.
    public var unixMilliseconds: Int64 { nanoseconds / 1_000_000 }

    /// That many milliseconds since the epoch, held at the ends of what can be counted (the years 1677 and 2262).
    package init(unixMilliseconds: Int64) {
        let (scaled, overflow) = unixMilliseconds.multipliedReportingOverflow(by: 1_000_000)
        nanoseconds = overflow ? (unixMilliseconds < 0 ? .min : .max) : scaled
    }
}

extension Duration {
    /// The duration in nanoseconds, held at the ends of `Int64` if it does not fit.
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
