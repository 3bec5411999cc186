import BatchCore
import BatchEngine

/// What the display of a run shows, as values: jobs, rounds, tokens, what holds it up, and how long it may take.
struct ProgressReport {
    /// Counts of the whole state file, this run included.
    var counts = Counts()
    var warnings: [RunWarning] = []
    /// Retries and refusals for limits, of this run alone.
    var retries = 0
    var throttled = 0
    /// Nil where no answer was streamed.
    var firstToken: LatencyPercentiles?
    var inFlight = 0
    /// Programs that are running to answer calls of tools.
    var toolsRunning = 0
    /// Rounds a second, lately.
    var rate = 0.0
    var elapsed: Duration = .zero
    var bottleneck: Bottleneck = .none
    var isDraining = false
    var now: Instant = .epoch

    /// The lines of the live display.
    func lines(width: Int, colour: Bool) -> [String] {
        let done = counts.completed + counts.failed
        let share = counts.jobs == 0 ? 0 : Double(done) / Double(counts.jobs)
        let text = " \(done.grouped)/\(counts.jobs.grouped) jobs" + (counts.failed > 0 ? ", \(counts.failed.grouped) failed" : "")
        let barWidth = max(10, min(40, width - text.count - 2))
        let filled = Int(share * Double(barWidth))
        let bar =
            Style.green(String(repeating: "█", count: filled), if: colour)
            + Style.faint(String(repeating: "░", count: barWidth - filled), if: colour)
        let lines = [
            bar + text,
            fit(
                "turns \(counts.answeredTurns.grouped)/\(counts.turns.grouped)  rounds \(counts.rounds.grouped), "
                    + "\(rate.rounded(places: 1))/s"
                    + "  in flight \(inFlight)  elapsed \(elapsed.brief)  left \(timeLeft)", width),
            fit(
                "tokens in \(counts.promptTokens.short) (\(counts.cachedTokens.share(of: counts.promptTokens)) cached)"
                    + "  out \(counts.completionTokens.short)  retries \(retries.grouped)  rate limited \(throttled.grouped)",
                width),
        ]
        return lines + [costPhrase, firstToken.map { "first token \($0)" }].compactMap { $0 }.map { fit($0, width) }
            + [Style.faint(fit(situation, width), if: colour)]
    }

    /// The one line that goes to a log now and then.
    var line: String {
        "\((counts.completed + counts.failed).grouped)/\(counts.jobs.grouped) jobs (\(counts.failed.grouped) failed), "
            + "\(counts.rounds.grouped) rounds at \(rate.rounded(places: 1))/s, tokens in \(counts.promptTokens.short) "
            + "(\(counts.cachedTokens.share(of: counts.promptTokens)) cached) out \(counts.completionTokens.short), "
            + (costPhrase.map { $0 + ", " } ?? "") + "\(retries.grouped) retries, "
            + (firstToken.map { "first token \($0), " } ?? "") + "left \(timeLeft), \(situation)"
    }

    /// What it cost so far; nil where nothing is known of that.
    private var costPhrase: String? {
        let spent = counts.totalCost
        guard spent > .zero else { return nil }
        return "cost \(spent.shown)" + (counts.savedByCache > .zero ? " (\(counts.savedByCache.shown) saved by the cache)" : "")
            + (counts.roundsWithoutCost > 0 ? ", not known of \(counts.roundsWithoutCost.counted("round"))" : "")
    }

    var timeLeft: String {
        // As many rounds a turn as there were so far.
        let roundsEach = max(1, Double(counts.rounds) / Double(max(1, counts.answeredTurns)))
        let remaining = Int((Double(counts.turns - counts.answeredTurns) * roundsEach).rounded())
        guard rate > 0, remaining > 0 else { return remaining <= 0 ? "0s" : "?" }
        // More seconds than a duration counts are as good as not known.
        let seconds = Double(remaining) / rate
        return seconds < 9e9 ? Duration.nanoseconds(Int64(seconds * 1e9)).brief : "?"
    }

    /// What limits the speed now.
    var situation: String {
        if isDraining {
            let programs = toolsRunning > 0 ? " and \(toolsRunning.counted("program"))" : ""
            return "stopping: waiting for \(inFlight.counted("answer"))\(programs); interrupt again to leave at once"
        }
        switch bottleneck {
        case .concurrency(let allowed): return "limited by concurrency (\(allowed) at once)"
        case .requestsPerMinute: return "limited by requests a minute"
        case .tokensPerMinute: return "limited by tokens a minute"
        case .paused(let until): return "waiting after a refusal or an outage; going on in \(max(.zero, until - now).brief)"
        case .peakHours(let until):
            return "peak hours: nothing is started before \(until.minuteText), in \(max(.zero, until - now).brief)"
        case .disk: return "limited by the disk of the state file"
        case .programs: return "waiting for \(toolsRunning.counted("program")) to answer calls of tools"
        case .retries(let until): return "waiting to ask again what has failed, in \(max(.zero, until - now).brief)"
        case .none: return inFlight > 0 ? "waiting for answers" : "preparing"
        }
    }

    private func fit(_ text: String, _ width: Int) -> String { text.count <= width ? text : String(text.prefix(max(0, width - 1))) + "…" }

    /// The report as one JSON line.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "progress")
        for (name, value) in [
            ("jobs", counts.jobs), ("completed", counts.completed), ("failed", counts.failed), ("rounds", counts.rounds),
            ("turns", counts.answeredTurns), ("turns_in_all", counts.turns), ("prompt_tokens", counts.promptTokens),
            ("completion_tokens", counts.completionTokens), ("cached_tokens", counts.cachedTokens),
            ("retries", retries), ("rate_limited", throttled), ("in_flight", inFlight), ("programs_running", toolsRunning),
        ] { writer.member(name, value) }
        writer.name("rounds_per_second")
        writer.double((rate * 10).rounded() / 10)
        writer.costs(counts.cost, rounds: counts.rounds, unknown: counts.roundsWithoutCost, saved: counts.savedByCache)
        writer.name("wasted_cost_usd")
        writer.dollars(counts.wastedCost)
        writer.member("elapsed_ms", Int(elapsed.milliseconds))
        LatencyPercentiles.write(firstToken, as: "first_token_ms", to: &writer)
        writer.member("situation", situation)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
