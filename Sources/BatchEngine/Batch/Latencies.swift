import BatchCore
import Histogram

/// Times of the replies of a run: until they were whole and, if they were streamed, until they began.
struct Latencies {
    private var whole = Histogram<UInt32>(numberOfSignificantValueDigits: .two)
    private var firstToken = Histogram<UInt32>(numberOfSignificantValueDigits: .two)

    mutating func count(_ result: AttemptResult) {
        guard case .replied = result.outcome else { return }
        whole.record(UInt64(max(0, result.latency.milliseconds)))
        if let time = result.firstToken { firstToken.record(UInt64(max(0, time.milliseconds))) }
    }

    var percentiles: LatencyPercentiles? { LatencyPercentiles(whole) }
    var firstTokenPercentiles: LatencyPercentiles? { LatencyPercentiles(firstToken) }
}

/// The times that 50, 95 and 99 percent of the replies did not exceed.
public struct LatencyPercentiles: Hashable, Sendable {
    /// Half of the replies took at most this long.
    public let p50: Duration
    /// 95 percent of the replies took at most this long.
    public let p95: Duration
    /// 99 percent of the replies took at most this long.
    public let p99: Duration

    /// Nil if nothing was counted.
    fileprivate init?(_ histogram: Histogram<UInt32>) {
        guard histogram.totalCount > 0 else { return nil }
        func time(_ percent: Double) -> Duration { .milliseconds(Int(histogram.valueAtPercentile(percent))) }
        (p50, p95, p99) = (time(50), time(95), time(99))
    }
}
