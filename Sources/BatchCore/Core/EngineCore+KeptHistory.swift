/// What has come of asking a model to go on from what its server keeps. Behind one gateway there are servers that keep it and servers
/// that do not.
struct KeptHistoryTrial: Sendable {
    /// The slot whose request is the trial, while it is under way.
    var trying: SlotID?
    /// Whether a reply has shown that the history was there.
    var isProven = false
    /// Whether one has shown that it was not, although nothing was said: nothing is tried again in this run.
    var isRefuted = false
}

extension EngineCore {
    /// Whether the conversation's next request goes on from what the server keeps. As long as it is not known whether anything
    /// is kept, one request at a time tries it with each model, and the others carry their whole history: it counts as input either way.
    mutating func takesKeptHistory(_ slot: SlotID) -> Bool {
        let conversation = window[slot].conversation
        guard conversation.canGoOnFromKept, window[slot].losses < Self.mostLosses else { return false }
        // Once lost, the round itself is asked for whole.
        guard !window[slot].asksWhole else { return false }
        let model = askedModel(ofSlot: slot)
        let trial = historyTrials[model] ?? KeptHistoryTrial()
        guard !trial.isRefuted else { return false }
        if trial.isProven || conversation.rules.keptHistory == .documented { return true }
        guard trial.trying == nil else { return false }
        historyTrials[model, default: trial].trying = slot
        return true
    }

    /// The result as it is, or a loss of history in its place where the reply was given to less than was said.
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

    /// A server that loses a conversation so often is not asked to go on with it any more.
    private static let mostLosses = 2
}
