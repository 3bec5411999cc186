/// What is known about a model whose server may keep conversations. Behind one gateway some servers keep them and some do not.
struct KeptHistoryTrial: Sendable {
    /// The slot whose request is the trial, while it is in flight.
    var trying: SlotID?
    /// Whether a reply has shown that the history was there.
    var isProven = false
    /// Whether a reply has shown that the history was missing without an error: no more trials in this run.
    var isRefuted = false
}

extension EngineCore {
    /// Whether the conversation's next request continues from the history that the server keeps.
    ///
    /// Until it is known whether the server keeps any, one request at a time tries it with each model. The others send the whole
    /// history, which counts as input either way.
    mutating func takesKeptHistory(_ slot: SlotID) -> Bool {
        guard window[slot].canContinueFromKept, window[slot].losses < Self.mostLosses else { return false }
        // If the server lost the history, the same round is requested with all of it.
        guard !window[slot].asksWhole else { return false }
        let model = askedModel(ofSlot: slot)
        let trial = historyTrials[model] ?? KeptHistoryTrial()
        guard !trial.isRefuted else { return false }
        if trial.isProven || window[slot].conversation.rules.keptHistory == .documented { return true }
        guard trial.trying == nil else { return false }
        historyTrials[model, default: trial].trying = slot
        return true
    }

    /// The result as it is, or ``Outcome/historyLost(_:)`` if the reply ignored the history.
    mutating func judgeKeptHistory(of result: AttemptResult, slot: SlotID) -> AttemptResult {
        guard window[slot].continuesFromKept else { return result }
        let model = askedModel(ofSlot: slot)
        var trial = historyTrials[model] ?? KeptHistoryTrial()
        defer { historyTrials[model] = trial }
        if trial.trying == slot { trial.trying = nil }
        switch result.outcome {
        case .historyLost:
            window.loseHistory(slot)
            tally.historyLost[model, default: HistoryLoss()].refused += 1
            return result
        case .replied(let reply):
            guard window[slot].conversation.isHistoryLeftOut(of: reply) else {
                trial.isProven = true
                return result
            }
            window.loseHistory(slot)
            trial.isRefuted = true
            tally.historyLost[model, default: HistoryLoss()].leftOut += 1
            var judged = result
            judged.outcome = .historyLost(
                Failure(
                    code: "history_left_out",
                    message: "the server answered without the conversation's history, which it was to keep", usage: reply.usage))
            return judged
        case .throttled, .transient, .unreachable, .rejected, .accountStopped: return result
        }
    }

    /// After this many losses, the server is not asked to continue a conversation any more.
    private static let mostLosses = 2
}
