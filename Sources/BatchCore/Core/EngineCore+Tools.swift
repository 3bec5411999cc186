extension EngineCore {
    /// Puts a conversation among those that programs must be run for.
    mutating func awaitTools(_ slot: Int) {
        window.slots[slot].state = .awaitingTools
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
            if window.slots[slot].state == .awaitingTools { runs += runTools(slot) }
        }
        awaitingTools.removeFirst(passed)
        if !runs.isEmpty { effects.append(.runTools(runs)) }
    }

    private mutating func runTools(_ slot: Int) -> [ToolRun] {
        let conversation = window.slots[slot].conversation
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
        guard window.slots.indices.contains(slot), window.slots[slot].state == .runningTools,
            window.slots[slot].serial == result.id.serial,
            let call = window.slots[slot].conversation.openCalls.first(where: { $0.number == result.id.call })?.call
        else { return }
        window.endTool(slot)
        let isLast = window.slots[slot].toolsRunning == 0
        let round = window.slots[slot].conversation.roundCount
        switch result.answer {
        case .success(let content):
            window.advance(slot) { $0.answer(call: result.id.call, with: content) }
            let record = Record.toolAnswer(
                window.slots[slot].key,
                ToolAnswer(
                    round: round, call: result.id.call, name: call.name, content: content, latency: result.latency,
                    answeredAt: result.startedAt + result.latency))
            if isLast, window.slots[slot].toolFailure == nil {
                window.slots[slot].state = .recordingProgress
                return ledger.add(record, releasing: slot, at: now)
            }
            ledger.add(record, at: now)
        case .failure(let failure): window.slots[slot].toolFailure = window.slots[slot].toolFailure ?? failure
        }
        if isLast, let failure = window.slots[slot].toolFailure { fail(slot, failure, inRound: round, attempts: 0, at: now) }
    }
}
