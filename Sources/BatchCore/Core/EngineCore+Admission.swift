extension EngineCore {
    /// Takes conversations into the window, which they leave when they are finished or have failed.
    mutating func admit(_ admissions: [Admission], of account: AccountID, at now: Instant) {
        isReading = false
        if admissions.isEmpty { accounts[account].intake.isExhausted = true }
        for admission in admissions {
            if hasReachedJobLimit { break }
            admit(admission, at: now)
        }
        if hasReachedJobLimit {
            for account in accounts.ids { accounts[account].intake.isExhausted = true }
        }
    }

    private var hasReachedJobLimit: Bool { settings.jobLimit.map { tally.admitted >= $0 } ?? false }

    private mutating func admit(_ admission: Admission, at now: Instant) {
        let account = admission.account
        precondition(accounts.contains(account), "the engine admits no job of an unknown account")
        if accounts[account].schedule.isStopped, admission.spare == nil || accounts.openFallback == nil {
            accounts[account].intake.held += 1
            tally.held += 1
            return
        }
        tally.admitted += 1
        let slot = window.insert(admission)
        // The store gives only unfinished conversations, yet one is finished if its script got shorter. One may also have to fail: its
        // last round is durable and its failure is not, since the process ended between two commits.
        goOn(slot, at: now)
    }

    /// Performs the next step of a conversation. All of it must be durable.
    private mutating func goOn(_ slot: SlotID, at now: Instant) {
        let step = window[slot].nextStep
        switch step {
        case .finished:
            window.remove(slot)
            tally.counts.completed += 1
        case .fail(let failure):
            fail(slot, failure, inRound: window[slot].conversation.roundCount, attempts: 0, at: now)
        case .ask, .runTools:
            if accounts[window[slot].account].schedule.isStopped, !fallBack(slot) { return hold(slot) }
            if case .ask = step { makeReady(slot) } else { awaitTools(slot) }
        }
    }

    mutating func makeReady(_ slot: SlotID) {
        window.makeReady(slot)
        accounts[window[slot].account].schedule.ready.insert(
            .init(
                slot: slot, isStarted: window[slot].isStarted, priority: window[slot].conversation.job.priority,
                order: window[slot].order))
    }

    mutating func wake(_ slot: SlotID, serial: Int) {
        if window.has(slot, .waiting, serial: serial) { makeReady(slot) }
    }

    /// The records that the conversation waited for are durable: it continues, or leaves the window.
    mutating func release(_ slot: SlotID, at now: Instant) {
        switch window[slot].state {
        case .recordingProgress:
            window.progressIsDurable(slot)
            goOn(slot, at: now)
        case .recordingFailure:
            window.remove(slot)
            tally.counts.failed += 1
        case .free, .idle, .ready, .waiting, .inFlight, .awaitingTools, .runningTools:
            preconditionFailure("a commit ended that the conversation did not wait for")
        }
    }

    /// Removes a conversation that cannot continue in this run. It stays unfinished in the store, and the next run resumes it.
    mutating func hold(_ slot: SlotID) {
        accounts[window[slot].account].intake.held += 1
        window.remove(slot)
        tally.held += 1
    }

    /// Records that the job has failed. It leaves the window when the record is durable.
    /// - Parameter round: the round that failed, or whose reply the job cannot continue from.
    mutating func fail(_ slot: SlotID, _ failure: Failure, inRound round: Int, attempts: Int, at now: Instant) {
        window.recordFailure(slot)
        let record = JobFailure(failure: failure, round: round, attempts: attempts, failedAt: now)
        ledger.add(.failure(window[slot].key, record), releasing: slot, at: now)
    }

    /// Holds the conversations of an account; no job fails.
    mutating func holdAll(of account: AccountID) {
        for slot in window.slots(of: account) { holdIdle(slot) }
    }

    /// Holds a conversation of a stopped account, or gives it to the fallback. Leaves it alone if an attempt or a commit is in progress.
    mutating func holdIdle(_ slot: SlotID) {
        switch window[slot].state {
        case .ready, .waiting:
            if fallBack(slot) { makeReady(slot) } else { hold(slot) }
        case .awaitingTools: if !fallBack(slot) { hold(slot) }
        case .free, .idle, .inFlight, .runningTools, .recordingProgress, .recordingFailure: break
        }
    }

    /// Gives the conversation to the fallback.
    /// - Returns: false if the fallback must not serve it.
    private mutating func fallBack(_ slot: SlotID) -> Bool {
        guard let fallback = accounts.openFallback, window.fallBack(slot, to: fallback) else { return false }
        tally.fallenBack += 1
        return true
    }
}
