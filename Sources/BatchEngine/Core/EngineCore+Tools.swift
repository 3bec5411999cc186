extension EngineCore {
    /// Puts a conversation among those that programs must be run for.
    mutating func awaitTools(_ slot: Int) {
        window.slots[slot].state = .awaitingTools
        awaitingTools.append(slot)
    }

    /// Has programs answer the calls of the conversations that wait for it. How many run at once is the runner's to keep.
    mutating func startTools(into effects: inout [EngineEffect]) {
        guard !awaitingTools.isEmpty, stopReason == nil, !ledger.holdsBack else { return }
        var runs: [ToolRun] = []
        // A slot that was left meanwhile, or has begun already, stands here for nothing.
        for slot in awaitingTools where window.slots[slot].state == .awaitingTools {
            let conversation = window.slots[slot].conversation
            let calls = conversation.openCalls
            nextSerial += 1
            window.beginTools(slot, serial: nextSerial, count: calls.count)
            tally.toolRuns += calls.count
            for (number, call) in calls {
                runs.append(
                    ToolRun(
                        id: .init(slot: slot, serial: nextSerial, call: number), job: conversation.job.id, round: conversation.roundCount,
                        turn: conversation.turnCount + 1, call: call))
            }
        }
        awaitingTools = []
        if !runs.isEmpty { effects.append(.runTools(runs)) }
    }

    /// When all programs of a conversation have ended, what they answered is written down, and it goes on or fails.
    mutating func toolEnded(_ result: ToolRunResult, at now: Instant) {
        let slot = result.id.slot
        guard window.slots.indices.contains(slot), window.slots[slot].state == .runningTools, window.slots[slot].serial == result.id.serial
        else { return }
        window.endTool(slot)
        switch result.answer {
        case .success(let content):
            let call = window.slots[slot].conversation.openCalls.first { $0.number == result.id.call }?.call
            window.slots[slot].toolAnswers.append(
                ToolAnswer(
                    round: window.slots[slot].conversation.roundCount, call: result.id.call, name: call?.name ?? "", content: content,
                    latency: result.latency, answeredAt: result.startedAt + result.latency))
        case .failure(let failure): window.slots[slot].toolFailure = window.slots[slot].toolFailure ?? failure
        }
        if window.slots[slot].toolsRunning == 0 { recordTools(slot, at: now) }
    }

    private mutating func recordTools(_ slot: Int, at now: Instant) {
        let answers = window.slots[slot].toolAnswers.sorted { $0.call < $1.call }
        window.slots[slot].toolAnswers = []
        let records = answers.map { Record.toolAnswer(window.slots[slot].key, $0) }
        if let failure = window.slots[slot].toolFailure {
            // What the others answered is kept: another life runs only those that failed.
            for record in records { ledger.add(record, at: now) }
            return fail(slot, failure, inRound: window.slots[slot].conversation.roundCount, attempts: 0, at: now)
        }
        window.advance(slot) { conversation in
            for answer in answers { conversation.answer(call: answer.call, with: answer.content) }
        }
        window.slots[slot].state = .recordingProgress
        for record in records.dropLast() { ledger.add(record, at: now) }
        if let last = records.last { ledger.add(last, releasing: slot, at: now) }
    }
}
