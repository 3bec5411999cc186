import ArgumentParser
import BatchCore
import BatchEngine

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
        let status = try BatchState(state).status()
        Terminal.output(json ? status.json : status.lines.joined(separator: "\n"))
    }
}

extension BatchStatus {
    fileprivate var lines: [String] {
        var lines = [
            "jobs      \(counts.jobs.grouped): \(counts.completed.grouped) completed, \(counts.failed.grouped) failed, "
                + "\(counts.pending.grouped) pending (\(begun.grouped) begun)",
            "turns     \(counts.answeredTurns.grouped) of \(counts.turns.grouped) answered",
            "rounds    \(counts.rounds.grouped)" + (counts.discarded > 0 ? ", \(counts.discarded.grouped) of them discarded" : ""),
            "tokens    \(TokenPhrase(counts))",
        ]
        if counts.rounds > 0 || counts.wastedCost > .zero {
            lines.append("cost      \(isRehearsal ? "nothing, a rehearsal; in a real run: " : "")\(CostPhrase(counts))")
        }
        let attempts = attemptsByOutcome.sorted { $0.value > $1.value }.map { "\($0.value.grouped) \($0.key)" }
        if !attempts.isEmpty {
            let wasted = counts.wastedTokens > 0 ? "; \(counts.wastedTokens.grouped) tokens wasted" : ""
            lines.append("attempts  \(attempts.joined(separator: ", "))\(wasted)")
        }
        for failure in failures { lines.append("failed    \(failure.count.grouped) × \(failure.code): \(failure.example.printable)") }
        if let lastRun { lines.append("last run  \(lastRun.phrase)") }
        return lines
    }

    fileprivate var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("rehearsal")
        writer.bool(isRehearsal)
        for (name, value) in [
            ("jobs", counts.jobs), ("completed", counts.completed), ("failed", counts.failed), ("pending", counts.pending),
            ("pending_begun", begun), ("rounds", counts.rounds), ("turns", counts.turns),
            ("answered_turns", counts.answeredTurns), ("discarded_rounds", counts.discarded),
            ("prompt_tokens", counts.promptTokens), ("completion_tokens", counts.completionTokens),
            ("cached_tokens", counts.cachedTokens), ("reasoning_tokens", counts.reasoningTokens), ("wasted_tokens", counts.wastedTokens),
        ] { writer.member(name, value) }
        writer.costs(counts)
        for (name, numbers) in [
            ("attempts", attemptsByOutcome), ("failures", Dictionary(uniqueKeysWithValues: failures.map { ($0.code, $0.count) })),
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

extension BatchStatus.LastRun {
    fileprivate var phrase: String {
        if let ending, let endedAt { return "\(ending) at \(endedAt.rfc3339)" }
        return isRunning
            ? "running as process \(process), since \(startedAt.rfc3339)" : "began at \(startedAt.rfc3339) and was killed"
    }
}
