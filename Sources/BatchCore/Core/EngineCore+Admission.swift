extension EngineCore {
    /// Takes conversations into the window, where they stay until they are finished or have failed.
    mutating func admit(_ admissions: [Admission], of account: Int, at now: Instant) {
        isReading = false
        if admissions.isEmpty { intakes[account].isExhausted = true }
        for admission in admissions {
            if hasReachedJobLimit { break }
            admit(admission, at: now)
        }
        if hasReachedJobLimit {
            for account in intakes.indices { intakes[account].isExhausted = true }
        }
    }

    private var hasReachedJobLimit: Bool { settings.jobLimit.map { tally.admitted >= $0 } ?? false }

    private mutating func admit(_ admission: Admission, at now: Instant) {
        let account = admission.account.index
        precondition(account < accounts.count, "job \(admission.conversation.job.id) names an account that the run has not")
        if accounts[account].isStopped, admission.spare == nil || openFallback == nil {
            intakes[account].held += 1
            tally.held += 1
            return
        }
        tally.admitted += 1
        let slot = window.insert(admission)
        // The store gives only unfinished conversations; one whose script got shorter is finished all the same. One that
        // cannot go on has its last round durable and not its failure: the process ended between two commits.
        goOn(slot, at: now)
    }

    /// Does with a conversation what comes next, when all of it is durable.
    private mutating func goOn(_ slot: Int, at now: Instant) {
        let step = window.slots[slot].conversation.nextStep
        switch step {
        case .finished:
            window.remove(slot)
            tally.counts.completed += 1
        case .fail(let failure):
            fail(slot, failure, inRound: window.slots[slot].conversation.roundCount, attempts: 0, at: now)
        case .ask, .runTools:
            if accounts[window.slots[slot].account].isStopped, !fallBack(slot) { return hold(slot) }
            if case .ask = step { makeReady(slot) } else { awaitTools(slot) }
        }
    }

    mutating func makeReady(_ slot: Int) {
        window.slots[slot].state = .ready
        accounts[window.slots[slot].account].ready.insert(
            .init(
                slot: slot, isStarted: window.slots[slot].isStarted, priority: window.slots[slot].conversation.job.priority,
                order: window.slots[slot].order))
    }

    mutating func wake(slot: Int, serial: Int) {
        guard window.slots[slot].serial == serial, window.slots[slot].state == .waiting else { return }
        makeReady(slot)
    }

    /// The records that the conversation waited for are durable: it goes on, or leaves the window.
    mutating func release(_ slot: Int, at now: Instant) {
        switch window.slots[slot].state {
        case .recordingProgress: goOn(slot, at: now)
        case .recordingFailure:
            window.remove(slot)
            tally.counts.failed += 1
        case .free, .ready, .waiting, .inFlight, .awaitingTools, .runningTools:
            preconditionFailure("slot \(slot) waited for no commit")
        }
    }

    /// Lets a conversation go that cannot go on in this run. It is unfinished in the store, where the next run finds it.
    mutating func hold(_ slot: Int) {
        intakes[window.slots[slot].account].held += 1
        window.remove(slot)
        tally.held += 1
    }

    /// Writes down that the job has failed; it leaves the window when that is durable.
    /// - Parameter round: the one that could not be had, or whose reply the job cannot go on from.
    mutating func fail(_ slot: Int, _ failure: Failure, inRound round: Int, attempts: Int, at now: Instant) {
        window.slots[slot].state = .recordingFailure
        let record = JobFailure(failure: failure, round: round, attempts: attempts, failedAt: now)
        ledger.add(.failure(window.slots[slot].key, record), releasing: slot, at: now)
    }

    /// Stops the conversations of an account where they are; nobody fails.
    mutating func holdAll(ofAccount account: Int) {
        for slot in window.slots.indices where window.slots[slot].account == account { holdIdle(slot) }
    }

    /// Lets a conversation of a stopped account go, or asks the fallback for it, unless it has an attempt or a record under way.
    mutating func holdIdle(_ slot: Int) {
        switch window.slots[slot].state {
        case .ready, .waiting:
            if fallBack(slot) { makeReady(slot) } else { hold(slot) }
        case .awaitingTools: if !fallBack(slot) { hold(slot) }
        case .free, .inFlight, .runningTools, .recordingProgress, .recordingFailure: break
        }
    }

    /// The account that stands in for those that have stopped; nil where there is none, or where it has stopped itself.
    var openFallback: Int? {
        guard let fallback = settings.fallback?.index, !accounts[fallback].isStopped else { return nil }
        return fallback
    }

    /// Puts the conversation among those of the fallback.
    /// - Returns: whether it may be asked for it.
    private mutating func fallBack(_ slot: Int) -> Bool {
        guard let fallback = openFallback, window.fallBack(slot, to: fallback) else { return false }
        tally.fallenBack += 1
        return true
    }
}
