// Core: the engine as one value. Events go in, effects come out; no clock, queue, socket or file is touched. Floor 3.

/// Runs conversations: takes them into a window, asks for their rounds within the limits, has every round made durable
/// before the next is asked for, and says what must be done in the world for it.
///
/// The same events at the same instants give the same effects: chance comes from the seed alone.
package struct EngineCore: Sendable {
    let settings: EngineSettings
    var window: Window
    var accounts: [AccountSchedule]
    var waiting = WaitingQueue()
    /// What is known of how each model's server keeps conversations.
    var historyTrials: [AskedModel: KeptHistoryTrial] = [:]
    /// When the last request to each model was sent that was replied to.
    var lastReplies: [AskedModel: Instant] = [:]
    var ledger: GroupCommit
    var chance: SeededGenerator
    package internal(set) var tally = Tally()

    /// The jobs of each account, as far as they are taken in.
    var intakes: [AccountIntake]
    var isReading = false
    private var nextIntake = 0
    /// Why nothing new is started; nil while all goes on.
    var stopReason: StopReason?
    var isAborted = false
    var isFinished = false
    var armedFor: Instant = .distantFuture
    var nextSerial = 0
    /// The slots whose conversations programs must be run for.
    var awaitingTools: [Int] = []
    var nextAccount = 0
    /// Cheap hours are told by the wall clock, which a timer may not follow while the machine sleeps: it is looked at again.
    private static let longestSleep = Duration.seconds(60)

    package init(settings: EngineSettings) {
        self.settings = settings
        window = Window(capacity: settings.window)
        intakes = AccountIntake.all(of: settings)
        accounts = settings.accounts.map { AccountSchedule(limits: $0.limits, stoppedBy: $0.obstacle) }
        for account in settings.accounts { if let obstacle = account.obstacle { tally.stopped[account.provider] = obstacle } }
        ledger = GroupCommit(linger: settings.linger, fullGroup: settings.fullGroup, highWater: settings.commitHighWater)
        chance = SeededGenerator(seed: settings.seed)
    }

    /// Takes in one event and appends what must be done because of it. Effects are to be performed in their order.
    package mutating func handle(_ event: EngineEvent, at now: Instant, into effects: inout [EngineEffect]) {
        guard !isFinished else { return }
        switch event {
        case .began: break
        case .jobsRead(let admissions, let account): admit(admissions, of: account.index, at: now)
        case .attemptsEnded(let results):
            if !isAborted { for result in results { attemptEnded(result, at: now) } }
        case .toolsEnded(let results):
            if !isAborted { for result in results { toolEnded(result, at: now) } }
        case .committed: committed(at: now)
        case .timerFired: armedFor = .distantFuture
        case .stopRequested(let reason): if stopReason == nil { stopReason = reason }
        case .abortRequested: abort(into: &effects)
        }
        advance(at: now, into: &effects)
    }

    /// Starts, reads and writes what can be, and sets the timer for what must wait.
    private mutating func advance(at now: Instant, into effects: inout [EngineEffect]) {
        while let due = waiting.removeDue(at: now) { wake(slot: due.slot, serial: due.serial) }
        startAttempts(at: now, into: &effects)
        startTools(into: &effects)
        readJobs(into: &effects)
        // Alone: no attempt is under way whose reply could join the commit.
        if let group = ledger.takeDue(at: now, isAlone: isAborted || window.inFlight == 0) { effects.append(.commit(group)) }
        if let ending { return finish(ending, into: &effects) }
        armTimer(at: now, into: &effects)
    }

    private mutating func readJobs(into effects: inout [EngineEffect]) {
        guard !isReading, stopReason == nil else { return }
        for offset in intakes.indices {
            let account = (nextIntake + offset) % intakes.count
            // The jobs of an account that has stopped go to the fallback's part of the window.
            let room = intakes[accounts[account].isStopped ? openFallback ?? account : account].room(in: window, settings.windowBytes)
            guard room > 0, wantsMoreJobs(of: account) else { continue }
            nextIntake = (account + 1) % intakes.count
            isReading = true
            effects.append(.readJobs(room, of: AccountID(account), providers: settings.accounts[account].jobNames))
            return
        }
    }

    private func wantsMoreJobs(of account: Int) -> Bool {
        intakes[account].wantsMore(isStopped: accounts[account].isStopped, hasFallback: openFallback != nil)
    }

    private mutating func committed(at now: Instant) {
        for slot in ledger.committed() { release(slot, at: now) }
    }

    private mutating func abort(into effects: inout [EngineEffect]) {
        if stopReason == nil { stopReason = .interrupted }
        guard !isAborted else { return }
        isAborted = true
        effects.append(.cancelAttempts)
        tally.counts.abandoned = window.inFlight
        window.forgetFlights()
    }

    /// How the run ends, if it does now.
    private var ending: Ending? {
        guard ledger.isIdle, window.inFlight == 0, window.toolsRunning == 0, !isReading else { return nil }
        let isEmpty = window.occupied == 0 && intakes.indices.allSatisfy { !wantsMoreJobs(of: $0) }
        if isEmpty, tally.held == 0 { return .completed }
        if let stopReason { return .stopped(stopReason) }
        let stopped = accounts.compactMap(\.stoppedBy)
        if isEmpty, let failure = stopped.first { return .stopped(.account(failure)) }
        return nil
    }

    private mutating func finish(_ ending: Ending, into effects: inout [EngineEffect]) {
        isFinished = true
        effects.append(.finish(ending))
    }

    private mutating func armTimer(at now: Instant, into effects: inout [EngineEffect]) {
        var wake = min(waiting.nextDue ?? .distantFuture, ledger.nextDue)
        for index in accounts.indices {
            if stopReason == nil, !ledger.holdsBack, let until = blockedUntil(account: index, at: now) { wake = min(wake, until) }
        }
        if stopReason != nil { wake = ledger.nextDue }
        guard wake < armedFor else { return }
        armedFor = wake
        effects.append(.setTimer(max(wake, now)))
    }

    /// When a limit lets the account's next conversation start; nil where none is ready or only a reply can free it.
    private mutating func blockedUntil(account: Int, at now: Instant) -> Instant? {
        guard !accounts[account].ready.isEmpty else { return nil }
        switch hindrance(account: account, at: now) {
        case .peakHours(let until): return min(until, now + Self.longestSleep)
        case .paused(let until), .requestRate(let until), .tokenRate(let until): return until
        case .concurrency, .stopped, nil: return nil
        }
    }
}
