import BatchCore
import BatchEngine

extension BatchSummary {
    /// The summary for people.
    func lines(colour: Bool) -> [String] {
        if hadNothingToDo {
            let failed = total.failed > 0 ? ", \(total.failed.grouped) failed (--retry-failed runs them again)." : "."
            return ["Nothing is left to do: \(total.completed.grouped) of \(total.jobs.counted("job")) completed\(failed)"]
        }
        let head =
            "\(total.completed.grouped) of \(total.jobs.counted("job")) completed, \(total.failed.grouped) failed, in \(elapsed.brief)"
        return ending.lines.map { Style.yellow($0, if: colour) } + [Style.bold(head, if: colour)] + countLines
            + failureLines(colour: colour) + (resultsPath.map { ["  results   \($0 == "-" ? "standard output" : $0)"] } ?? [])
    }

    private var countLines: [String] {
        let rate = elapsed > .zero ? Double(counts.rounds) / elapsed.inSeconds : 0
        var lines = [
            "  rounds    \(counts.rounds.grouped) in this run, \(rate.rounded(places: 1)) per second; \(total.rounds.grouped) in all"
                + (counts.discarded > 0 ? "; \(counts.discarded.grouped) not as expected and discarded" : ""),
            "  tokens    \(TokenPhrase(counts))",
        ]
        if let costPhrase { lines.append("  cost      \(isRehearsal ? "nothing; in a real run: " : "")\(costPhrase)") }
        lines.append(
            "  attempts  \(counts.attempts.grouped): \(counts.retries.grouped) retried, \(counts.throttled.grouped) rate limited, "
                + "\(counts.unreachable.grouped) without a connection"
                + (historiesLost > 0 ? ", \(historiesLost.grouped) without the history" : "")
                + (counts.wastedTokens > 0 ? "; \(counts.wastedTokens.grouped) tokens used by failed ones" : ""))
        if counts.toolRuns > 0 { lines.append("  programs  \(counts.toolRuns.grouped) run to answer tool calls") }
        if counts.abandoned > 0 {
            lines.append("  abandoned \(counts.abandoned.counted("request")) in flight; what they cost may have been paid for and lost")
        }
        if let latency { lines.append("  latency   \(latency.phrase)\(firstToken.map { "; first token \($0.phrase)" } ?? "")") }
        return lines
    }

    private func failureLines(colour: Bool) -> [String] {
        var lines: [String] = []
        for failure in failures.prefix(5) {
            lines.append(Style.red("  failed    \(failure.count.grouped) × \(failure.code): \(failure.example.printable)", if: colour))
            if let advice = advice[failure.code] { lines.append("            \(advice.sentence)") }
        }
        if isRehearsal, failures.contains(where: { Self.expectations.contains($0.code) }) {
            lines.append("            the simulator does not know what a job expects (expect)")
        }
        if !failures.isEmpty { lines.append("  to retry  add --retry-failed to the command") }
        return lines
    }

    /// Failure codes of jobs whose replies did not meet their expectations.
    private static let expectations: Set<String> = ["expectation_unmet", "invalid_json"]

    /// The cost of the run; nil if only the simulated provider was used and it has no price.
    private var costPhrase: String? {
        if !hasUnknownCosts, total.totalCost == .zero { return nil }
        let isFirstCost = total.totalCost == counts.totalCost
        return "\(CostPhrase(counts))" + (isFirstCost ? "" : "; \(total.totalCost.shown) in all runs")
    }

    /// The summary as one JSON line.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "summary")
        writer.member("ending", ending.code)
        writer.name("rehearsal")
        writer.bool(isRehearsal)
        for (name, value) in [
            ("jobs", total.jobs), ("completed", total.completed), ("failed", total.failed), ("rounds", counts.rounds),
            ("rounds_in_all", total.rounds), ("turns", total.turns), ("answered_turns", total.answeredTurns),
            ("discarded_rounds", counts.discarded), ("tool_runs", counts.toolRuns), ("prompt_tokens", counts.promptTokens),
            ("completion_tokens", counts.completionTokens), ("cached_tokens", counts.cachedTokens),
            ("reasoning_tokens", counts.reasoningTokens), ("wasted_tokens", counts.wastedTokens), ("attempts", counts.attempts),
            ("retries", counts.retries), ("rate_limited", counts.throttled), ("unreachable", counts.unreachable),
            ("abandoned", counts.abandoned), ("peak_in_flight", peakInFlight), ("elapsed_ms", Int(elapsed.milliseconds)),
        ] { writer.member(name, value) }
        writer.costs(counts)
        writer.percentiles(latency, as: "latency_ms")
        writer.percentiles(firstToken, as: "first_token_ms")
        writer.name("failures")
        writer.beginObject()
        for failure in failures { writer.member(failure.code, failure.count) }
        writer.endObject()
        writer.member("results", resultsPath)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension BatchEnding {
    /// Why the run ended, and what to do besides running the same command again; empty if all jobs are completed or failed.
    var lines: [String] {
        switch self {
        case .completed: []
        case .interrupted: ["Interrupted."]
        case .limitReached(let jobs): ["The limit of \(jobs.counted("job")) is reached."]
        case .tokenBudgetReached(let tokens): ["The budget of \(tokens.grouped) tokens is reached."]
        case .costBudgetReached(let dollars): ["The budget of \(dollars.shown) is reached."]
        case .costUnknown(let model):
            [
                "The cost of a reply of \(model.name.printable) is unknown, so --budget-usd cannot be kept.",
                "Pass its price with --prices, or omit --budget-usd.",
            ]
        case .accountStopped(let failure):
            ["The run is stopped: \(failure.message.printable.endedAsSentence)"] + (failure.advice.map { [$0.sentence] } ?? [])
        }
    }
}
