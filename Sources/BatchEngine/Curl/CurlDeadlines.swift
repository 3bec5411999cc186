import BatchCore

/// An account's deadlines in the units that curl and the watch over silent transfers count in.
struct CurlDeadlines {
    let deadlines: Deadlines
    let connectMilliseconds: Int
    let attemptMilliseconds: Int

    init(_ deadlines: Deadlines) {
        self.deadlines = deadlines
        connectMilliseconds = Self.milliseconds(deadlines.connect)
        attemptMilliseconds = Self.milliseconds(deadlines.attempt)
    }

    /// How often transfers are looked at so that one that idles is ended soon after its deadline.
    var watchInterval: Duration { min(max(deadlines.idle / 4, .milliseconds(20)), .seconds(1)) }

    /// At least 1, since 0 means no deadline to curl; at most what a 32-bit number of it holds.
    private static func milliseconds(_ duration: Duration) -> Int {
        Int(min(max(duration.milliseconds, 1), Int64(Int32.max)))
    }
}
