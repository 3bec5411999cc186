import BatchCore
import BatchEngine

/// A conversation for people: the messages, and the cost of each answer.
struct Transcript {
    private let job: Job
    private let rounds: [Round]
    /// Programs' answers to tool calls.
    private let toolAnswers: [ToolAnswer]
    private let failure: JobFailure?
    private let showsReasoning: Bool
    private let colour: Bool

    init(_ result: JobResult, showsReasoning: Bool, colour: Bool) {
        (job, rounds, toolAnswers, failure) = (result.job, result.rounds, result.toolAnswers, result.failure)
        (self.showsReasoning, self.colour) = (showsReasoning, colour)
    }

    var lines: [String] {
        var lines = [Style.bold(job.id.printable, if: colour) + " (line \(job.line), \(job.turns.count.counted("turn")))", ""]
        let opening = Self.messages(in: job.opening)
        for message in opening { lines += block(message.role, message.text, .faint) }
        let conversation = Conversation(job: job, rounds: rounds, toolAnswers: toolAnswers)
        // The history contains the answers in the order of the calls.
        var toolMessages = Self.messages(in: conversation.history).dropFirst(opening.count).filter { $0.role == "tool" }[...]
        for (index, turn) in job.turns.prefix(conversation.turnCount + 1).enumerated() {
            lines += words(of: turn)
            for round in rounds where round.turn == index + 1 {
                lines += reply(round)
                guard round.standing == .toolCalls else { continue }
                let calls = round.reply.toolCalls.map { ToolCall.all(in: $0) } ?? []
                for (call, message) in zip(calls, toolMessages) { lines += block("tool \(call.name)", message.text, .yellow) }
                toolMessages = toolMessages.dropFirst(calls.count)
            }
        }
        if let failure {
            // There is none if the reply itself was good and a later step failed.
            let attempts = failure.attempts > 0 ? " after \(failure.attempts.counted("attempt"))" : ""
            lines.append(Style.red("failed in round \(failure.round)\(attempts): \(failure.failure.code)", if: colour))
            lines.append(Style.red("  \(failure.failure.message.printable)", if: colour))
            if let advice = Advice(onFailure: failure.failure.code) { lines.append("  \(advice.sentence)") }
        } else if !conversation.isFinished {
            lines.append(
                Style.yellow("pending: \(conversation.turnCount) of \(job.turns.count.counted("turn")) answered", if: colour))
        }
        return lines
    }

    private func words(of turn: Turn) -> [String] {
        guard job.api == .fim else {
            if turn.isSilent { return turn.prefix.map { block("begun with", $0, .faint) } ?? [] }
            return block("user", Self.text(of: turn.content.root), .cyan) + (turn.prefix.map { block("begun with", $0, .faint) } ?? [])
        }
        return block("before the gap", Self.text(of: turn.content.root), .cyan)
            + (turn.suffix.map { block("after the gap", Self.text(of: $0.root), .cyan) } ?? [])
    }

    private func reply(_ round: Round) -> [String] {
        var lines: [String] = []
        if showsReasoning, let reasoning = round.reply.reasoning { lines += block("reasoning", reasoning, .faint) }
        let speaker =
            switch round.standing {
            case .answer, .toolCalls: job.api == .fim ? "gap" : "assistant"
            case .partial: "assistant, to be continued"
            case .discarded: "assistant, discarded"
            }
        lines += block(speaker, round.reply.content ?? "(no words)", round.standing == .discarded ? .faint : .green)
        if let calls = round.reply.toolCalls { lines += block("tool calls", calls.description, .yellow) }
        let usage = round.reply.usage
        var notes = ["\(round.provider)/\(round.reply.model ?? "?")", Self.time(of: round), round.reply.finishReason ?? "no finish_reason"]
        if let usage, let prompt = usage.prompt, let completion = usage.completion {
            notes.append(
                "tokens in \(prompt.grouped)" + (usage.cached.map { " (\($0.share(of: prompt)) cached)" } ?? "")
                    + " out \(completion.grouped)")
        }
        if let cost = round.cost {
            let saved = cost.savedByCache.flatMap { $0 > .zero ? " (\($0.shown) saved by the cache)" : nil }
            notes.append(cost.total.shown + (saved ?? ""))
        }
        if round.attempts > 1 { notes.append(round.attempts.counted("attempt")) }
        lines[lines.count - 1] = Style.faint("  " + notes.joined(separator: " · "), if: colour)
        return lines + [""]
    }

    private static func time(of round: Round) -> String {
        round.latency.brief + (round.firstToken.map { " (first token \($0.brief))" } ?? "")
    }

    /// A speaker's name, the words below it, and a blank line.
    private func block(_ speaker: String, _ text: String, _ style: Style) -> [String] {
        let words = text.printable.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
        return [style(speaker, if: colour)] + words + [""]
    }

    private static func messages(in items: JSONItems) -> [(role: String, text: String)] {
        items.elements.map { message in (message["role"]?.string ?? "?", message["content"].map { text(of: $0) } ?? "") }
    }

    /// The words of a message's content: a string, or the texts of its parts. Another part is shown as JSON.
    private static func text(of content: JSONValue) -> String {
        if let string = content.string { return string }
        guard content.kind == .array else { return content.text.description }
        return content.elements.map { $0["text"]?.string ?? $0.text.description }.joined(separator: "\n")
    }
}
