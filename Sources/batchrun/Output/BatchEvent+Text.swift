import BatchCore
import BatchEngine

extension BatchEvent {
    /// The event for people; nil if it is not printed.
    /// - Parameter paths: files of the batch.
    func sentence(_ paths: BatchPaths) -> String? {
        switch self {
        case .badLine(let remark): remark.sentence
        case .warning(let remark): remark.warning
        case .skipped(let lines): "Skipped \(lines.counted("bad line"))."
        case .stateKept(let path): "The old state is kept as \(path)."
        case .jobFileMissing(let path): "There is no file \(path); resuming the jobs in \(paths.state)."
        case .retrying(let jobs): "Retrying \(jobs.counted("failed job"))."
        case .removed(let jobs):
            "Removed \(jobs.counted("job")) that \(jobs == 1 ? "was" : "were") not begun and \(jobs == 1 ? "is" : "are") not in "
                + "\(paths.jobs) any more."
        case .absent(let jobs):
            "\(jobs.counted("job")) of \(paths.state) \(jobs == 1 ? "is" : "are") not in \(paths.jobs) any more; kept, and run to the end "
                + "if not finished."
        case .omitted(let counts, let format): Self.sentence(onOmitted: counts, format: format)
        case .mayHaveLost(let replies):
            "The last run was killed: up to \(replies.grouped) replies that were in flight or not committed may have been paid for "
                + "and lost."
        case .providerChanged(let provider, let baseURL, let model):
            "The rounds so far came from \(provider)\(baseURL.map { " at \($0)" } ?? "")\(model.map { ", model \($0)" } ?? ""); "
                + "this command asks for the rest as it says."
        case .rehearsal: "A rehearsal: the simulator answers in place of every provider, and nothing is paid."
        case .starting(let jobs, let rounds, let providers, let model):
            "\(jobs.counted("job")) to run\(rounds > 0 ? ", resuming after \(rounds.counted("round"))" : ""): "
                + providers.joined(separator: ", ")
                + (providers.count == 1 ? ", model \(model ?? "as each job says")" : ", models as each job says")
                + ", state in \(paths.state)"
        case .peakHours(let until, let wait): "These are peak hours: nothing starts before \(until.minuteText), in \(wait.brief)."
        case .cannotContinueReplies(let provider):
            "\(provider) is not known to continue replies: --continue-truncated has no effect there."
        case .toolProgram(let concurrency, let timeLimit):
            "The program of --tool-command answers tool calls: at most \(concurrency.grouped) at once, each for at most \(timeLimit.plain)."
        case .priceUnknown, .costUnknown, .historyLost, .historyOmitted, .accountStopped: warning?.sentence
        case .running: nil
        }
    }

    /// `Not in sharegpt: 3 jobs filling gaps; 1 job with more than text.`
    static func sentence(onOmitted counts: [LeftOut: Int], format: ResultFormat) -> String? {
        let parts = LeftOut.allCases.compactMap { reason in counts[reason].map { "\($0.counted("job")) \(reason.words)" } }
        return parts.isEmpty ? nil : "Not in \(format.rawValue): \(parts.joined(separator: "; "))."
    }

    /// What happens during a run and needs the user's attention: a word for programs, the model, and a sentence. Nil for other events.
    var warning: (code: String, model: AskedModel, sentence: String)? {
        switch self {
        case .priceUnknown(let model):
            ("price_unknown", model, "No price is known for \(model.name.printable), so its cost is unknown; pass --prices.")
        case .costUnknown(let model):
            (
                "cost_unknown", model,
                "The cost of some replies of \(model.name.printable) is unknown: they came without token counts, or from another model."
            )
        case .historyLost(let model):
            (
                "history_lost", model,
                "\(model.name.printable) has lost responses that conversations were to continue from: they are asked with their whole "
                    + "history."
            )
        case .historyOmitted(let model):
            (
                "history_left_out", model,
                "\(model.name.printable) has answered without the history that it was to keep, and did not say so: the reply was "
                    + "discarded, and from now on each request carries the whole history."
            )
        case .accountStopped(let provider, let failure, let fallback):
            (
                "account_stopped", AskedModel(provider: provider, model: nil),
                "\(provider.printable) is stopped: \(failure.message.printable.endedAsSentence) "
                    + (fallback.map { "Its jobs go to \($0.printable)." } ?? "Its jobs stay unfinished; the others continue.")
            )
        case .badLine, .warning, .skipped, .stateKept, .jobFileMissing, .retrying, .removed, .absent, .mayHaveLost, .providerChanged,
            .rehearsal, .starting, .peakHours, .cannotContinueReplies, .toolProgram, .running, .omitted:
            nil
        }
    }

    /// The event as a JSON line; nil if it is not printed as JSON.
    var json: String? {
        var writer = JSONWriter()
        writer.beginObject()
        switch self {
        case .warning(let remark):
            writer.member("event", "warning")
            remark.writeMembers(to: &writer)
        case .omitted(let counts, let format):
            writer.member("event", "left_out")
            writer.member("format", format.rawValue)
            for reason in LeftOut.allCases { writer.member(reason.name, counts[reason] ?? 0) }
        case .priceUnknown, .costUnknown, .historyLost, .historyOmitted, .accountStopped:
            guard let (code, model, sentence) = warning else { return nil }
            writer.member("event", "warning")
            writer.member("code", code)
            writer.member("provider", model.provider)
            if let name = model.model { writer.member("model", name) }
            writer.member("message", sentence)
        case .badLine, .skipped, .stateKept, .jobFileMissing, .retrying, .removed, .absent, .mayHaveLost, .providerChanged, .rehearsal,
            .starting, .peakHours, .cannotContinueReplies, .toolProgram, .running:
            return nil
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension LeftOut {
    fileprivate var words: String {
        switch self {
        case .gaps: "filling gaps"
        case .noAnswer: "without an answer to give or to learn from"
        case .flawed: "with a reply that was cut or calls a tool wrongly"
        case .notText: "with more than text"
        }
    }

    fileprivate var name: String {
        switch self {
        case .gaps: "gaps"
        case .noAnswer: "no_answer"
        case .flawed: "flawed"
        case .notText: "not_text"
        }
    }
}

extension Instant {
    /// `2026-11-23 04:00 UTC`
    var minuteText: String { "\(rfc3339.prefix(10)) \(rfc3339.dropFirst(11).prefix(5)) UTC" }
}
