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
        let tokens = TokenPhrase(
            prompt: summary.promptTokens, cached: summary.cachedTokens, completion: summary.completionTokens,
            reasoning: summary.reasoningTokens)
        var lines = [
            "jobs      \(summary.jobs.grouped): \(summary.completed.grouped) completed, \(summary.failed.grouped) failed, "
                + "\(summary.pending.grouped) pending (\(summary.pendingWithRounds.grouped) begun)",
            "turns     \(summary.answeredTurns.grouped) of \(summary.turns.grouped) answered",
            "rounds    \(summary.rounds.grouped)"
                + (summary.discardedRounds > 0 ? ", \(summary.discardedRounds.grouped) of them discarded" : ""),
            "tokens    \(tokens)",
        ]
        if summary.rounds > 0 || summary.wastedCost > .zero {
            let costs = CostPhrase(
                cost: summary.cost, saved: summary.savedByCache, wasted: summary.wastedCost, rounds: summary.rounds,
                unknown: summary.roundsWithoutCost)
            lines.append("cost      \(isRehearsal ? "nothing, a rehearsal; for real: " : "")\(costs)")
        }
        let wasted = summary.wastedPromptTokens + summary.wastedCompletionTokens
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
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("rehearsal")
        writer.bool(isRehearsal)
        for (name, value) in [
            ("jobs", summary.jobs), ("completed", summary.completed), ("failed", summary.failed), ("pending", summary.pending),
            ("pending_begun", summary.pendingWithRounds), ("rounds", summary.rounds), ("turns", summary.turns),
            ("answered_turns", summary.answeredTurns), ("discarded_rounds", summary.discardedRounds),
            ("prompt_tokens", summary.promptTokens), ("completion_tokens", summary.completionTokens),
            ("cached_tokens", summary.cachedTokens), ("reasoning_tokens", summary.reasoningTokens),
            ("wasted_tokens", summary.wastedPromptTokens + summary.wastedCompletionTokens),
        ] { writer.member(name, value) }
        writer.costs(summary.cost, rounds: summary.rounds, unknown: summary.roundsWithoutCost, saved: summary.savedByCache)
        writer.name("wasted_cost_usd")
        writer.dollars(summary.wastedCost)
        for (name, counts) in [
            ("attempts", summary.attempts), ("failures", Dictionary(uniqueKeysWithValues: failures.map { ($0.code, $0.count) })),
        ] {
            writer.name(name)
            writer.beginObject()
            for (key, count) in counts.sorted(by: { $0.key < $1.key }) { writer.member(key, count) }
            writer.endObject()
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
