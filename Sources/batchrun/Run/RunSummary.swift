import BatchEngine
import Histogram

/// What is told when a run has ended.
struct RunSummary {
    enum Ending {
        case completed
        /// One word for records, and a sentence for people.
        case stopped(String, String)

        var word: String {
            switch self {
            case .completed: "completed"
            case .stopped(let word, _): word
            }
        }
    }

    let tally: Tally
    let before: StateSummary
    let elapsed: Duration
    let latencies: Histogram<UInt32>
    let ending: Ending

    func lines(results: String, failures: [FailureCount], colour: Bool) -> [String] {
        let failed = before.failed + tally.failed
        let completed = before.completed + tally.completed
        let head =
            "\(Numbers.grouped(completed)) of \(Numbers.count(before.jobs, "job")) completed, \(Numbers.grouped(failed)) failed, in \(elapsed.brief)"
        var lines = [Style.bold(head, if: colour)]
        if case .stopped(_, let sentence) = ending { lines.insert(Style.yellow(sentence, if: colour), at: 0) }
        let rate = elapsed > .zero ? Double(tally.rounds) / elapsed.inSeconds : 0
        lines.append(
            "  rounds    \(Numbers.grouped(tally.rounds)) in this run, \(Numbers.decimals(rate, 1)) a second; \(Numbers.grouped(before.rounds + tally.rounds)) in all"
        )
        lines.append(
            "  tokens    in \(Numbers.grouped(tally.promptTokens)) (\(Numbers.percent(tally.cachedTokens, of: tally.promptTokens)) cached), out \(Numbers.grouped(tally.completionTokens))"
                + (tally.reasoningTokens > 0 ? " (\(Numbers.grouped(tally.reasoningTokens)) of them reasoning)" : ""))
        lines.append(
            "  attempts  \(Numbers.grouped(tally.attempts)): \(Numbers.grouped(tally.retries)) retried, \(Numbers.grouped(tally.throttled)) rate limited, \(Numbers.grouped(tally.unreachable)) without a connection"
                + (tally.wastedTokens > 0 ? "; \(Numbers.grouped(tally.wastedTokens)) tokens went into failed ones" : ""))
        if latencies.totalCount > 0 {
            lines.append("  latency   " + [50.0, 95, 99].map { "p\(Int($0)) \(percentile($0).brief)" }.joined(separator: "  "))
        }
        for failure in failures.prefix(5) {
            lines.append(Style.red("  failed    \(Numbers.grouped(failure.count)) × \(failure.code): \(failure.example)", if: colour))
        }
        lines.append("  results   \(results == "-" ? "standard output" : results)")
        return lines
    }

    private func percentile(_ percentile: Double) -> Duration { .milliseconds(Int64(latencies.valueAtPercentile(percentile))) }

    /// The summary as one JSON line.
    func json(results: String, failures: [FailureCount]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "summary")
        writer.member("ending", ending.word)
        for (name, value) in [
            ("jobs", before.jobs), ("completed", before.completed + tally.completed), ("failed", before.failed + tally.failed),
            ("rounds", tally.rounds), ("rounds_in_all", before.rounds + tally.rounds), ("prompt_tokens", tally.promptTokens),
            ("completion_tokens", tally.completionTokens), ("cached_tokens", tally.cachedTokens),
            ("reasoning_tokens", tally.reasoningTokens), ("wasted_tokens", tally.wastedTokens), ("attempts", tally.attempts),
            ("retries", tally.retries), ("rate_limited", tally.throttled), ("unreachable", tally.unreachable),
            ("peak_in_flight", tally.peakInFlight), ("elapsed_ms", Int(elapsed.milliseconds)),
        ] { writer.member(name, value) }
        writer.name("failures")
        writer.beginObject()
        for failure in failures { writer.member(failure.code, failure.count) }
        writer.endObject()
        writer.member("results", results)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
