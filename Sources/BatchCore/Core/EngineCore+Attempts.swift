extension EngineCore {
    /// Starts all attempts that the limits allow, the accounts in turn.
    mutating func startAttempts(at now: Instant, into effects: inout [EngineEffect]) {
        guard stopReason == nil, !ledger.holdsBack else { return }
        if let reached = reachedBudget {
            // If no conversation is left to request, the budget was enough.
            if waiting.count > 0 || accounts.ids.contains(where: { !accounts[$0].schedule.ready.isEmpty }) { stopReason = reached }
            return
        }
        var attempts: [Attempt] = []
        var account = nextAccount
        for _ in accounts.ids {
            while !accounts[account].schedule.ready.isEmpty, hindrance(account: account, at: now) == nil {
                attempts.append(start(accounts[account].schedule.ready.removeFirst().slot, at: now))
            }
            account = accounts.id(after: account)
        }
        nextAccount = accounts.id(after: nextAccount)
        if !attempts.isEmpty { effects.append(.send(attempts)) }
    }

    /// Why the account's next conversation cannot start now; nil if it can, or if none is ready.
    mutating func hindrance(account: AccountID, at now: Instant) -> AccountSchedule.Hindrance? {
        guard let first = accounts[account].schedule.ready.first else { return nil }
        return accounts[account].schedule.hindrance(cost: tokens(ofSlot: first.slot), at: now) ?? peak(ofSlot: first.slot, at: now)
    }

    /// The tokens that the next attempt of a conversation is expected to take.
    private func tokens(ofSlot slot: SlotID) -> Double {
        accounts[window[slot].account].schedule.estimate(requestBytes: window[slot].nextInputBytes)
    }

    private mutating func start(_ slot: SlotID, at now: Instant) -> Attempt {
        let fromKept = takesKeptHistory(slot)
        guard let request = window[slot].nextRequest(fromKept: fromKept) else {
            preconditionFailure("a finished conversation was ready")
        }
        let account = window[slot].account
        let cost = tokens(ofSlot: slot)
        accounts[account].schedule.started(cost: cost, at: now)
        nextSerial += 1
        window.begin(slot, serial: nextSerial, cost: cost, continuesFromKept: fromKept)
        tally.counts.attempts += 1
        tally.peakInFlight = max(tally.peakInFlight, window.inFlight)
        return Attempt(id: AttemptID(slot: slot, serial: nextSerial), account: account, request: request)
    }

    mutating func attemptEnded(_ result: AttemptResult, at now: Instant) {
        let slot = result.id.slot
        guard window.isInFlight(result.id) else { return }
        let account = window[slot].account
        let wasStopped = accounts[account].schedule.isStopped
        let result = judgeKeptHistory(of: result, slot: slot)
        switch result.outcome {
        case .replied: accounts[account].schedule.replied(startedAt: result.startedAt)
        case .unreachable: break
        case .throttled, .historyLost, .transient, .rejected, .accountStopped:
            accounts[account].schedule.reached(startedAt: result.startedAt, withResponse: result.outcome.failure?.httpStatus != nil)
        }
        accounts[account].schedule.ended(cost: window[slot].cost, usage: result.outcome.usage)
        window.land(slot)
        switch result.outcome {
        case .replied(let reply): replied(reply, result, slot: slot, at: now)
        case .throttled(let failure): throttled(failure, result, slot: slot, at: now)
        case .historyLost:
            record(result, slot: slot, wait: nil, at: now)
            makeReady(slot)
        case .unreachable(let failure): unreachable(failure, result, slot: slot, at: now)
        case .transient(let failure): failedOnce(failure, result, slot: slot, at: now)
        case .rejected(let failure):
            record(result, slot: slot, wait: nil, at: now)
            fail(slot, failure, inRound: window[slot].nextRound, attempts: window[slot].attempts + 1, at: now)
        case .accountStopped(let failure):
            record(result, slot: slot, wait: nil, at: now)
            makeReady(slot)
            accounts[account].schedule.stop(failure)
        }
        guard let reason = accounts[account].schedule.stoppedBy else { return }
        tally.stopped[accounts[account].settings.provider] = reason
        // If the account had stopped before, the others are held already.
        if wasStopped { holdIdle(slot) } else { holdAll(of: account) }
        accounts[account].schedule.ready.removeAll()
    }

    private mutating func replied(_ reply: Reply, _ result: AttemptResult, slot: SlotID, at now: Instant) {
        let attempts = window[slot].attempts + 1
        let model = askedModel(ofSlot: slot)
        let cost = cost(of: result, from: model)
        var reply = reply
        if reply.usage?.isEmpty == true { reply.usage = nil }
        var round = window[slot].conversation.round(
            reply, attempts: attempts, latency: result.latency, firstToken: result.firstToken,
            createdAt: result.startedAt + result.latency, provider: model.provider, cost: cost)
        if window[slot].hasFallenBack { round.fallbackModel = model.model ?? "" }
        window.advance(slot) { $0.append(round) }
        round.endsConversation = window[slot].conversation.isFinished
        tally.count(round, of: model)
        let attempt = AttemptRecord(
            number: window[slot].tries, provider: round.provider, startedAt: result.startedAt, latency: result.latency,
            firstToken: result.firstToken, outcome: result.outcome.name, cost: cost?.total)
        window.finishRound(slot)
        lastReplies[model] = max(lastReplies[model] ?? result.startedAt, result.startedAt)
        let record = Record.round(window[slot].key, round, attempt)
        if case .fail(let failure) = window[slot].nextStep {
            // In one commit, since all that is pending leaves together.
            ledger.add(record, at: now)
            fail(slot, failure, inRound: round.number, attempts: attempts, at: now)
        } else {
            window.recordProgress(slot)
            ledger.add(record, releasing: slot, at: now)
        }
    }

    private mutating func throttled(_ failure: Failure, _ result: AttemptResult, slot: SlotID, at now: Instant) {
        tally.counts.throttled += 1
        let account = window[slot].account
        window.refuse(slot, at: now, lastReply: lastReplies[askedModel(ofSlot: slot)])
        let wait = accounts[account].schedule.refused(
            failure, startedAt: result.startedAt, at: now, backoff: settings.backoff, patience: settings.patience, chance: &chance)
        // If others have passed for so long, the limit will hardly let this one pass: it must not delay the run for ever.
        let isHopeless = window[slot].refusals.areHopeless(at: now, patience: settings.patience) && !accounts[account].schedule.isStopped
        record(result, slot: slot, wait: isHopeless ? nil : wait, at: now)
        guard isHopeless else { return makeReady(slot) }
        var failure = failure
        failure.code = "limit_never_lifted"
        failure.message = "for \(settings.patience.brief) this was refused for a limit while others were answered: \(failure.message)"
        fail(slot, failure, inRound: window[slot].nextRound, attempts: window[slot].attempts, at: now)
    }

    private mutating func unreachable(_ failure: Failure, _ result: AttemptResult, slot: SlotID, at now: Instant) {
        tally.counts.unreachable += 1
        let wait = accounts[window[slot].account].schedule.notReached(
            failure, startedAt: result.startedAt, at: now, backoff: settings.backoff, patience: settings.patience, chance: &chance)
        record(result, slot: slot, wait: wait, at: now)
        makeReady(slot)
    }

    private mutating func failedOnce(_ failure: Failure, _ result: AttemptResult, slot: SlotID, at now: Instant) {
        accounts[window[slot].account].schedule.failed(
            failure, startedAt: result.startedAt, at: now, backoff: settings.backoff, patience: settings.patience, chance: &chance)
        window.spendAttempt(slot)
        let spent = window[slot].attempts
        guard spent < settings.maxAttempts else {
            record(result, slot: slot, wait: nil, at: now)
            return fail(slot, failure, inRound: window[slot].nextRound, attempts: spent, at: now)
        }
        tally.counts.retries += 1
        let wait = settings.backoff.wait(hint: failure.wait, after: spent, chance: &chance)
        record(result, slot: slot, wait: wait, at: now)
        window.wait(slot)
        waiting.insert(slot: slot, serial: window[slot].serial, due: now + wait)
    }

    /// Records an attempt that brought no round.
    private mutating func record(_ result: AttemptResult, slot: SlotID, wait: Duration?, at now: Instant) {
        let model = askedModel(ofSlot: slot)
        let cost = cost(of: result, from: model)
        tally.counts.countWaste(result.outcome.usage, cost)
        let attempt = AttemptRecord(
            number: window[slot].tries, provider: model.provider, startedAt: result.startedAt, latency: result.latency,
            firstToken: result.firstToken, outcome: result.outcome.name, failure: result.outcome.failure, wait: wait,
            cost: cost?.total)
        ledger.add(.attempt(window[slot].key, round: window[slot].nextRound, attempt), at: now)
    }
}
