import BatchCore
import BatchEngine
import Histogram

/// How long the replies of a run took: until they were whole and, where they were streamed, until they began.
struct Latencies {
    var whole = Histogram<UInt32>(numberOfSignificantValueDigits: .two)
    var firstToken = Histogram<UInt32>(numberOfSignificantValueDigits: .two)

    mutating func count(_ result: AttemptResult) {
        guard case .replied = result.outcome else { return }
        whole.record(UInt64(max(0, result.latency.milliseconds)))
        if let time = result.firstToken { firstToken.record(UInt64(max(0, time.milliseconds))) }
    }
}

/// The time that half, 95 and 99 percent of the replies took at most.
struct LatencyPercentiles: CustomStringConvertible {
    private let times: [(percent: Int, milliseconds: Int)]

    fileprivate init(_ histogram: Histogram<UInt32>) {
        times = [50, 95, 99].map { (percent: $0, milliseconds: Int(histogram.valueAtPercentile(Double($0)))) }
    }

    var description: String {
        times.map { "p\($0.percent) \(Duration.milliseconds($0.milliseconds).brief)" }.joined(separator: "  ")
    }

    /// A member with them by name, or with null where nothing was counted.
    static func write(_ percentiles: LatencyPercentiles?, as name: String, to writer: inout JSONWriter) {
        writer.name(name)
        guard let percentiles else { return writer.null() }
        writer.beginObject()
        for (percent, milliseconds) in percentiles.times { writer.member("p\(percent)", milliseconds) }
        writer.endObject()
    }
}

extension Histogram<UInt32> {
    /// Nil where nothing was counted.
    var percentiles: LatencyPercentiles? { totalCount > 0 ? LatencyPercentiles(self) : nil }
}
