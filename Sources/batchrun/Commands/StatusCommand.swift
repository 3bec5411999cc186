import ArgumentParser
import BatchCore
import BatchEngine
import Glibc

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the progress of a batch, also during a run.",
        discussion: """
            EXAMPLES
              batchrun status jobs.batchrun.db
              watch batchrun status jobs.batchrun.db
            """)

    @Argument(help: ArgumentHelp("State file.", valueName: "state"), completion: .file())
    var state: String

    @Flag(help: "Write JSON.")
    var json = false

    func run() throws {
        let reader = try StateReader(path: state)
        let summary = try reader.summary()
        let failures = try reader.failuresByCode()
        let last = try reader.runs().last
        let isRehearsal = try reader.meta(.rehearsal)
        let lines = json ? [Self.json(summary, failures, isRehearsal)] : Self.lines(summary, failures, last, isRehearsal)
        Terminal.output(lines.joined(separator: "\n"))
    }

    private static func lines(
        _ summary: StateSummary, _ failures: [FailureCount], _ last: RunRecord?, _ isRehearsal: Bool
    ) -> [String] {
        let counts = summary.counts
        let tokens = TokenPhrase(
            prompt: counts.promptTokens, cached: counts.cachedTokens, completion: counts.completionTokens,
            reasoning: counts.reasoningTokens)
        var lines = [
            "jobs      \(counts.jobs.grouped): \(counts.completed.grouped) completed, \(counts.failed.grouped) failed, "
                + "\(counts.pending.grouped) pending (\(summary.pendingWithRounds.grouped) begun)",
            "turns     \(counts.answeredTurns.grouped) of \(counts.turns.grouped) answered",
            "rounds    \(counts.rounds.grouped)"
                + (counts.discarded > 0 ? ", \(counts.discarded.grouped) of them discarded" : ""),
            "tokens    \(tokens)",
        ]
        if counts.rounds > 0 || counts.wastedCost > .zero {
            let costs = CostPhrase(
                cost: counts.cost, saved: counts.savedByCache, wasted: counts.wastedCost, rounds: counts.rounds,
                unknown: counts.roundsWithoutCost)
            lines.append("cost      \(isRehearsal ? "nothing, a rehearsal; for real: " : "")\(costs)")
        }
        let wasted = counts.wastedTokens
        let attempts = summary.attempts.sorted { $0.value > $1.value }.map { "\($0.value.grouped) \($0.key)" }
        if !attempts.isEmpty {
            lines.append("attempts  \(attempts.joined(separator: ", "))" + (wasted > 0 ? "; \(wasted.grouped) tokens wasted" : ""))
        }
        for failure in failures { lines.append("failed    \(failure.count.grouped) × \(failure.code): \(failure.example.printable)") }
        if let last { lines.append("last run  \(describe(last))") }
        return lines
    }

    private static func describe(_ run: RunRecord) -> String {
        if let ending = run.ending, let endedAt = run.endedAt { return "\(ending) at \(endedAt.rfc3339)" }
        // A process of another user may not be signalled, and is there all the same.
        return kill(run.pid, 0) == 0 || errno == EPERM
            ? "going on as process \(run.pid), since \(run.startedAt.rfc3339)" : "began at \(run.startedAt.rfc3339) and was killed"
    }

    private static func json(_ summary: StateSummary, _ failures: [FailureCount], _ isRehearsal: Bool) -> String {
        let counts = summary.counts
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("rehearsal")
        writer.bool(isRehearsal)
        for (name, value) in [
            ("jobs", counts.jobs), ("completed", counts.completed), ("failed", counts.failed), ("pending", counts.pending),
            ("pending_begun", summary.pendingWithRounds), ("rounds", counts.rounds), ("turns", counts.turns),
            ("answered_turns", counts.answeredTurns), ("discarded_rounds", counts.discarded),
            ("prompt_tokens", counts.promptTokens), ("completion_tokens", counts.completionTokens),
            ("cached_tokens", counts.cachedTokens), ("reasoning_tokens", counts.reasoningTokens),
            ("wasted_tokens", counts.wastedTokens),
        ] { writer.member(name, value) }
        writer.costs(counts.cost, rounds: counts.rounds, unknown: counts.roundsWithoutCost, saved: counts.savedByCache)
        writer.name("wasted_cost_usd")
        writer.dollars(counts.wastedCost)
        for (name, numbers) in [
            ("attempts", summary.attempts), ("failures", Dictionary(uniqueKeysWithValues: failures.map { ($0.code, $0.count) })),
        ] {
            writer.name(name)
            writer.beginObject()
            for (key, count) in numbers.sorted(by: { $0.key < $1.key }) { writer.member(key, count) }
            writer.endObject()
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
