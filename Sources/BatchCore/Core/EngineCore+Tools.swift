extension EngineCore {
    /// Adds a conversation to those that need programs.
    mutating func awaitTools(_ slot: SlotID) {
        window.awaitTools(slot)
        awaitingTools.append(slot)
    }

    /// Starts programs for the calls of waiting conversations, as many as may run at once.
    mutating func startTools(into effects: inout [EngineEffect]) {
        guard !awaitingTools.isEmpty, stopReason == nil, !ledger.holdsBack else { return }
        var runs: [ToolRun] = []
        var passed = 0
        for slot in awaitingTools {
            guard window.toolsRunning < settings.toolConcurrency else { break }
            passed += 1
            // A slot whose conversation left meanwhile, or has begun already, is skipped.
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

    /// Records each answer of a program at once. When all programs of a conversation have ended, it continues or fails. A later run
    /// then repeats only the programs that failed.
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
