import BatchCore
import BatchEngine

extension BatchProgress {
    /// The lines of the live display.
    func lines(width: Int, colour: Bool) -> [String] {
        let done = counts.completed + counts.failed
        let share = counts.jobs == 0 ? 0 : Double(done) / Double(counts.jobs)
        let tally = " \(done.grouped)/\(counts.jobs.grouped) jobs" + (counts.failed > 0 ? ", \(counts.failed.grouped) failed" : "")
        let barWidth = max(10, min(40, width - tally.count - 2))
        let filled = Int(share * Double(barWidth))
        let bar =
            Style.green(String(repeating: "█", count: filled), if: colour)
            + Style.faint(String(repeating: "░", count: barWidth - filled), if: colour)
        let lines = [
            bar + tally,
            fit(
                "turns \(counts.answeredTurns.grouped)/\(counts.turns.grouped)"
                    + "  rounds \(counts.rounds.grouped), \(rate.rounded(places: 1))/s"
                    + "  in flight \(inFlight)  elapsed \(elapsed.brief)  left \(timeLeft?.brief ?? "?")", width),
            fit(
                "tokens in \(counts.promptTokens.short) (\(counts.cachedTokens.share(of: counts.promptTokens)) cached)"
                    + "  out \(counts.completionTokens.short)  retries \(counts.retries.grouped)"
                    + "  rate limited \(counts.throttled.grouped)", width),
        ]
        return lines + [costPhrase, firstToken.map { "first token \($0.phrase)" }].compactMap { $0 }.map { fit($0, width) }
            + [Style.faint(fit(situation, width), if: colour)]
    }

    /// The line for a log, printed at intervals.
    var line: String {
        "\((counts.completed + counts.failed).grouped)/\(counts.jobs.grouped) jobs (\(counts.failed.grouped) failed), "
            + "\(counts.rounds.grouped) rounds at \(rate.rounded(places: 1))/s, tokens in \(counts.promptTokens.short) "
            + "(\(counts.cachedTokens.share(of: counts.promptTokens)) cached) out \(counts.completionTokens.short), "
            + (costPhrase.map { $0 + ", " } ?? "") + "\(counts.retries.grouped) retries, "
            + (firstToken.map { "first token \($0.phrase), " } ?? "") + "left \(timeLeft?.brief ?? "?"), \(situation)"
    }

    /// The cost so far; nil if none is known.
    private var costPhrase: String? {
        guard counts.totalCost > .zero else { return nil }
        return "cost \(counts.totalCost.shown)"
            + (counts.savedByCache > .zero ? " (\(counts.savedByCache.shown) saved by the cache)" : "")
            + (counts.roundsWithoutCost > 0 ? ", unknown for \(counts.roundsWithoutCost.counted("round"))" : "")
    }

    /// What limits the speed now.
    var situation: String {
        if isDraining {
            let programs = toolsRunning > 0 ? " and \(toolsRunning.counted("program"))" : ""
            return "stopping: waiting for \(inFlight.counted("reply", "replies"))\(programs); interrupt again to leave at once"
        }
        switch bottleneck {
        case .concurrency(let allowed): return "limited by concurrency (\(allowed) at once)"
        case .requestsPerMinute: return "limited by requests per minute"
        case .tokensPerMinute: return "limited by tokens per minute"
        case .paused(let until): return "waiting after a refusal or an outage; resuming in \(max(.zero, until - now).brief)"
        case .peakHours(let until):
            return "peak hours: nothing starts before \(until.minuteText), in \(max(.zero, until - now).brief)"
        case .disk: return "limited by the disk of the state file"
        case .programs: return "waiting for \(toolsRunning.counted("program")) to answer tool calls"
        case .retries(let until): return "waiting to retry, in \(max(.zero, until - now).brief)"
        case .none: return inFlight > 0 ? "waiting for replies" : "preparing"
        }
    }

    private func fit(_ text: String, _ width: Int) -> String { text.count <= width ? text : String(text.prefix(max(0, width - 1))) + "…" }

    /// The progress as one JSON line.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "progress")
        for (name, value) in [
            ("jobs", counts.jobs), ("completed", counts.completed), ("failed", counts.failed), ("rounds", counts.rounds),
            ("turns", counts.answeredTurns), ("turns_in_all", counts.turns), ("prompt_tokens", counts.promptTokens),
            ("completion_tokens", counts.completionTokens), ("cached_tokens", counts.cachedTokens), ("retries", counts.retries),
            ("rate_limited", counts.throttled), ("in_flight", inFlight), ("programs_running", toolsRunning),
        ] { writer.member(name, value) }
        writer.name("rounds_per_second")
        writer.double((rate * 10).rounded() / 10)
        writer.costs(counts)
        writer.member("elapsed_ms", Int(elapsed.milliseconds))
        writer.percentiles(firstToken, as: "first_token_ms")
        writer.member("situation", situation)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension LatencyPercentiles {
    /// `p50 812ms  p95 1.4s  p99 2s`
    var phrase: String { "p50 \(p50.brief)  p95 \(p95.brief)  p99 \(p99.brief)" }
}

extension JSONWriter {
    /// A member with the percentiles in milliseconds; null if nothing was counted.
    mutating func percentiles(_ percentiles: LatencyPercentiles?, as name: String) {
        self.name(name)
        guard let percentiles else { return null() }
        beginObject()
        for (name, time) in [("p50", percentiles.p50), ("p95", percentiles.p95), ("p99", percentiles.p99)] {
            member(name, Int(time.milliseconds))
        }
        endObject()
    }

    /// Members for money: the known sum, or null if rounds have come and nothing is known; rounds of unknown cost; what the cache
    /// saved; the cost of attempts without a round.
    mutating func costs(_ counts: Counts) {
        name("cost_usd")
        dollars(counts.roundsWithoutCost > 0 && counts.roundsWithoutCost == counts.rounds ? nil : counts.cost)
        member("rounds_without_cost", counts.roundsWithoutCost)
        name("cache_saved_usd")
        dollars(counts.savedByCache)
        name("wasted_cost_usd")
        dollars(counts.wastedCost)
    }
}
