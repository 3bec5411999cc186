import BatchCore
import BatchEngine

/// What is told when a run has ended.
struct RunSummary {
    enum Ending {
        case completed
        /// One word for records, a sentence for people, and what they should do besides running the same command again.
        case stopped(String, String, String? = nil)

        /// What is said of it to people; nothing where all jobs are completed or failed.
        var lines: [String] {
            switch self {
            case .completed: []
            case .stopped(_, let sentence, let advice): [sentence] + (advice.map { [$0] } ?? [])
            }
        }

        var word: String {
            switch self {
            case .completed: "completed"
            case .stopped(let word, _, _): word
            }
        }
    }

    let tally: Tally
    let before: StateSummary
    let elapsed: Duration
    let latencies: Latencies
    let ending: Ending
    /// Whether the simulator answered in place of the providers, so that nothing was paid.
    let isRehearsal: Bool

    init(tally: Tally, before: StateSummary, elapsed: Duration, latencies: Latencies, ending: Ending, isRehearsal: Bool) {
        (self.tally, self.before, self.elapsed, self.latencies, self.ending) = (tally, before, elapsed, latencies, ending)
        self.isRehearsal = isRehearsal
    }

    /// Counts of this run alone, and of the whole state file.
    private var counts: Counts { tally.counts }
    private var inAll: Counts { before.counts + tally.counts }

    /// Of a run that had nothing to do.
    init(nothingLeftOf before: StateSummary, isRehearsal: Bool) {
        self.init(
            tally: Tally(), before: before, elapsed: .zero, latencies: Latencies(), ending: .completed, isRehearsal: isRehearsal)
    }

    /// - Parameter advice: what to do about jobs that failed with a code.
    func lines(results: String, failures: [FailureCount], colour: Bool, advice: (String) -> String?) -> [String] {
        let head =
            "\(inAll.completed.grouped) of \(inAll.jobs.counted("job")) completed, \(inAll.failed.grouped) failed, in \(elapsed.brief)"
        var lines = [Style.bold(head, if: colour)]
        lines.insert(contentsOf: ending.lines.map { Style.yellow($0, if: colour) }, at: 0)
        let rate = elapsed > .zero ? Double(counts.rounds) / elapsed.inSeconds : 0
        lines.append(
            "  rounds    \(counts.rounds.grouped) in this run, \(rate.rounded(places: 1)) a second; "
                + "\(inAll.rounds.grouped) in all"
                + (counts.discarded > 0 ? "; \(counts.discarded.grouped) not as expected and discarded" : ""))
        let tokens = TokenPhrase(
            prompt: counts.promptTokens, cached: counts.cachedTokens, completion: counts.completionTokens,
            reasoning: counts.reasoningTokens)
        lines.append("  tokens    \(tokens)")
        if let costs = costLine { lines.append("  cost      \(isRehearsal ? "nothing; for real: " : "")\(costs)") }
        lines.append(
            "  attempts  \(counts.attempts.grouped): \(counts.retries.grouped) retried, \(counts.throttled.grouped) rate limited, "
                + "\(counts.unreachable.grouped) without a connection"
                + (historiesLost > 0 ? ", \(historiesLost.grouped) without the history" : "")
                + (counts.wastedTokens > 0 ? "; \(counts.wastedTokens.grouped) tokens went into failed ones" : ""))
        if counts.toolRuns > 0 { lines.append("  programs  \(counts.toolRuns.grouped) run to answer calls of tools") }
        if counts.abandoned > 0 {
            lines.append("  left      \(counts.abandoned.counted("request")) under way; what they cost may have been paid for and lost")
        }
        if let whole = latencies.whole.percentiles {
            let firstToken = latencies.firstToken.percentiles.map { "; first token \($0)" } ?? ""
            lines.append("  latency   \(whole)\(firstToken)")
        }
        for failure in failures.prefix(5) {
            lines.append(Style.red("  failed    \(failure.count.grouped) × \(failure.code): \(failure.example.printable)", if: colour))
            if let advice = advice(failure.code) { lines.append("            \(advice)") }
        }
        if isRehearsal, failures.contains(where: { Self.expectations.contains($0.code) }) {
            lines.append("            the simulator does not know what a job expects (expect)")
        }
        if !failures.isEmpty { lines.append("  to retry  add --retry-failed to the command") }
        lines.append("  results   \(results == "-" ? "standard output" : results)")
        return lines
    }

    /// Codes of jobs whose replies were not as they expect.
    private static let expectations: Set<String> = ["expectation_unmet", "invalid_json"]

    /// Replies and refusals of servers that were to go on from what they keep.
    private var historiesLost: Int { tally.historyLost.values.reduce(0) { $0 + $1.refused + $1.leftOut } }

    /// What the run cost; nil where the simulated provider alone was asked and nobody has given it a price.
    private var costLine: String? {
        let isSimulated = tally.roundsWithoutCost.keys.allSatisfy { $0.provider == Provider.simulated.name }
        if isSimulated, counts.totalCost == .zero, before.counts.cost == .zero { return nil }
        let costs = CostPhrase(
            cost: counts.cost, saved: counts.savedByCache, wasted: counts.wastedCost, rounds: counts.rounds,
            unknown: counts.roundsWithoutCost)
        return "\(costs)" + (before.counts.totalCost > .zero ? "; \(inAll.totalCost.shown) in all runs" : "")
    }

    /// The summary as one JSON line.
    func json(results: String, failures: [FailureCount]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "summary")
        writer.member("ending", ending.word)
        writer.name("rehearsal")
        writer.bool(isRehearsal)
        for (name, value) in [
            ("jobs", inAll.jobs), ("completed", inAll.completed), ("failed", inAll.failed),
            ("rounds", counts.rounds), ("rounds_in_all", inAll.rounds), ("turns", inAll.turns),
            ("answered_turns", inAll.answeredTurns), ("discarded_rounds", counts.discarded), ("tool_runs", counts.toolRuns),
            ("prompt_tokens", counts.promptTokens),
            ("completion_tokens", counts.completionTokens), ("cached_tokens", counts.cachedTokens),
            ("reasoning_tokens", counts.reasoningTokens), ("wasted_tokens", counts.wastedTokens), ("attempts", counts.attempts),
            ("retries", counts.retries), ("rate_limited", counts.throttled), ("unreachable", counts.unreachable),
            ("abandoned", counts.abandoned), ("peak_in_flight", tally.peakInFlight), ("elapsed_ms", Int(elapsed.milliseconds)),
        ] { writer.member(name, value) }
        writer.costs(counts.cost, rounds: counts.rounds, unknown: counts.roundsWithoutCost, saved: counts.savedByCache)
        writer.name("wasted_cost_usd")
        writer.dollars(counts.wastedCost)
        LatencyPercentiles.write(latencies.whole.percentiles, as: "latency_ms", to: &writer)
        LatencyPercentiles.write(latencies.firstToken.percentiles, as: "first_token_ms", to: &writer)
        writer.name("failures")
        writer.beginObject()
        for failure in failures { writer.member(failure.code, failure.count) }
        writer.endObject()
        writer.member("results", results)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
