import BatchCore
import BatchEngine

/// What the display of a run shows, as values: jobs, rounds, tokens, what holds it up, and how long it may take.
struct ProgressReport {
    var jobs = 0
    var completed = 0
    var failed = 0
    var rounds = 0
    /// Turns that are answered, and those of all scripts. A turn may take several rounds.
    var turns = 0
    var turnsInAll = 0
    var promptTokens = 0
    var completionTokens = 0
    var cachedTokens = 0
    /// What the rounds are known to have cost, and the attempts that failed.
    var cost = Dollars.zero
    var wastedCost = Dollars.zero
    var savedByCache = Dollars.zero
    var roundsWithoutCost = 0
    var warnings: [RunWarning] = []
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
        let done = completed + failed
        let share = jobs == 0 ? 0 : Double(done) / Double(jobs)
        let counts = " \(done.grouped)/\(jobs.grouped) jobs" + (failed > 0 ? ", \(failed.grouped) failed" : "")
        let barWidth = max(10, min(40, width - counts.count - 2))
        let filled = Int(share * Double(barWidth))
        let bar =
            Style.green(String(repeating: "█", count: filled), if: colour)
            + Style.faint(String(repeating: "░", count: barWidth - filled), if: colour)
        let lines = [
            bar + counts,
            fit(
                "turns \(turns.grouped)/\(turnsInAll.grouped)  rounds \(rounds.grouped), \(rate.rounded(places: 1))/s"
                    + "  in flight \(inFlight)  elapsed \(elapsed.brief)  left \(timeLeft)", width),
            fit(
                "tokens in \(promptTokens.short) (\(cachedTokens.share(of: promptTokens)) cached)"
                    + "  out \(completionTokens.short)  retries \(retries.grouped)  rate limited \(throttled.grouped)",
                width),
        ]
        return lines + [costPhrase, firstToken.map { "first token \($0)" }].compactMap { $0 }.map { fit($0, width) }
            + [Style.faint(fit(situation, width), if: colour)]
    }

    /// The one line that goes to a log now and then.
    var line: String {
        "\((completed + failed).grouped)/\(jobs.grouped) jobs (\(failed.grouped) failed), "
            + "\(rounds.grouped) rounds at \(rate.rounded(places: 1))/s, tokens in \(promptTokens.short) "
            + "(\(cachedTokens.share(of: promptTokens)) cached) out \(completionTokens.short), "
            + (costPhrase.map { $0 + ", " } ?? "") + "\(retries.grouped) retries, "
            + (firstToken.map { "first token \($0), " } ?? "") + "left \(timeLeft), \(situation)"
    }

    /// What it cost so far; nil where nothing is known of that.
    private var costPhrase: String? {
        let spent = cost + wastedCost
        guard spent > .zero else { return nil }
        return "cost \(spent.shown)" + (savedByCache > .zero ? " (\(savedByCache.shown) saved by the cache)" : "")
            + (roundsWithoutCost > 0 ? ", not known of \(roundsWithoutCost.counted("round"))" : "")
    }

    var timeLeft: String {
        // As many rounds a turn as there were so far.
        let remaining = Int((Double(turnsInAll - turns) * max(1, Double(rounds) / Double(max(1, turns)))).rounded())
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
            ("jobs", jobs), ("completed", completed), ("failed", failed), ("rounds", rounds), ("turns", turns),
            ("turns_in_all", turnsInAll),
            ("prompt_tokens", promptTokens), ("completion_tokens", completionTokens), ("cached_tokens", cachedTokens),
            ("retries", retries), ("rate_limited", throttled), ("in_flight", inFlight), ("programs_running", toolsRunning),
        ] { writer.member(name, value) }
        writer.name("rounds_per_second")
        writer.double((rate * 10).rounded() / 10)
        writer.costs(cost, rounds: rounds, unknown: roundsWithoutCost, saved: savedByCache)
        writer.name("wasted_cost_usd")
        writer.dollars(wastedCost)
        writer.member("elapsed_ms", Int(elapsed.milliseconds))
        LatencyPercentiles.write(firstToken, as: "first_token_ms", to: &writer)
        writer.member("situation", situation)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
