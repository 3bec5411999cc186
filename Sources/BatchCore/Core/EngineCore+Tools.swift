extension EngineCore {
    /// Puts a conversation among those that programs must be run for.
    mutating func awaitTools(_ slot: SlotID) {
        window.awaitTools(slot)
        awaitingTools.append(slot)
    }

    /// Has programs answer the calls of the conversations that wait for it, as many as may run at once.
    mutating func startTools(into effects: inout [EngineEffect]) {
        guard !awaitingTools.isEmpty, stopReason == nil, !ledger.holdsBack else { return }
        var runs: [ToolRun] = []
        var passed = 0
        for slot in awaitingTools {
            guard window.toolsRunning < settings.toolConcurrency else { break }
            passed += 1
            // A slot that was left meanwhile, or has begun already, stands here for nothing.
            if window[slot].state == .awaitingTools { runs += runTools(slot) }
        }
        awaitingTools.removeFirst(passed)
        if !runs.isEmpty { effects.append(.runTools(runs)) }
    }

    private mutating func runTools(_ slot: SlotID) -> [ToolRun] {
        let conversation = window[slot].conversation
        let calls = conversation.openCalls
        nextSerial += 1
        window.beginTools(slot, serial: nextSerial, count: calls.count)
        tally.counts.toolRuns += calls.count
        return calls.map { number, call in
            ToolRun(
                id: .init(slot: slot, serial: nextSerial, call: number), job: conversation.job.id, round: conversation.roundCount,
                turn: conversation.turnCount + 1, call: call)
        }
    }

    /// What a program answered is written down at once. When all programs of a conversation have ended it goes on, or fails:
    /// another life then runs only those that failed.
    mutating func toolEnded(_ result: ToolRunResult, at now: Instant) {
        let slot = result.id.slot
        guard window.isRunning(result.id),
            let call = window[slot].conversation.openCalls.first(where: { $0.number == result.id.call })?.call
        else { return }
        var failure: Failure?
        if case .failure(let why) = result.answer { failure = why }
        window.endTool(slot, failure)
        let isLast = window[slot].toolsRunning == 0
        let round = window[slot].conversation.roundCount
        if case .success(let content) = result.answer {
            window.advance(slot) { $0.answer(call: result.id.call, with: content) }
            let record = Record.toolAnswer(
                window[slot].key,
                ToolAnswer(
                    round: round, call: result.id.call, name: call.name, content: content, latency: result.latency,
                    answeredAt: result.startedAt + result.latency))
            if isLast, window[slot].toolFailure == nil {
                window.recordProgress(slot)
                return ledger.add(record, releasing: slot, at: now)
            }
            ledger.add(record, at: now)
        }
        if isLast, let failure = window[slot].toolFailure { fail(slot, failure, inRound: round, attempts: 0, at: now) }
    }
}
