// Core: the engine as one value. Events go in, effects come out; no clock, queue, socket or file is touched. Floor 3.

/// Runs conversations: takes them into a window, asks for their rounds within the limits, has every round made durable
/// before the next is asked for, and says what must be done in the world for it.
///
/// The same events at the same instants give the same effects: chance comes from the seed alone.
package struct EngineCore: Sendable {
    let settings: EngineSettings
    var window: Window
    var accounts: CoreAccounts
    var waiting = WaitingQueue()
    /// What is known of how each model's server keeps conversations.
    var historyTrials: [AskedModel: KeptHistoryTrial] = [:]
    /// When the last request to each model was sent that was replied to.
    var lastReplies: [AskedModel: Instant] = [:]
    var ledger: GroupCommit
    var chance: SeededGenerator
    package internal(set) var tally = Tally()

    var isReading = false
    /// The account whose jobs are read next, and the one that is asked first.
    private var nextIntake = AccountID(0)
    var nextAccount = AccountID(0)
    /// Why nothing new is started; nil while all goes on.
    var stopReason: StopReason?
    var isAborted = false
    var isFinished = false
    var armedFor: Instant = .distantFuture
    var nextSerial = 0
    /// Slots whose conversations wait for programs.
    var awaitingTools: [SlotID] = []
    /// Cheap hours are told by the wall clock, which a timer may not follow while the machine sleeps: it is looked at again.
    private static let longestSleep = Duration.seconds(60)

    package init(settings: EngineSettings) {
        self.settings = settings
        window = Window(capacity: settings.window)
        accounts = CoreAccounts(settings)
        for account in settings.accounts { if let obstacle = account.obstacle { tally.stopped[account.provider] = obstacle } }
        ledger = GroupCommit(linger: settings.linger, fullGroup: settings.fullGroup, highWater: settings.commitHighWater)
        chance = SeededGenerator(seed: settings.seed)
    }

    /// Takes in one event and appends what must be done because of it. Effects are to be performed in their order.
    package mutating func handle(_ event: EngineEvent, at now: Instant, into effects: inout [EngineEffect]) {
        guard !isFinished else { return }
        switch event {
        case .began: break
        case .jobsRead(let admissions, let account): admit(admissions, of: account, at: now)
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
        while let due = waiting.removeDue(at: now) { wake(due.slot, serial: due.serial) }
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
        var account = nextIntake
        for _ in accounts.ids {
            defer { account = accounts.id(after: account) }
            // The jobs of an account that has stopped go to the fallback's part of the window.
            let host = accounts[account].schedule.isStopped ? accounts.openFallback ?? account : account
            let room = accounts[host].intake.room(in: window, settings.windowBytes)
            guard room > 0, accounts.wantsMoreJobs(of: account) else { continue }
            nextIntake = accounts.id(after: account)
            isReading = true
            effects.append(.readJobs(room, of: account, providers: accounts[account].settings.jobNames))
            return
        }
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
        let isEmpty = window.occupied == 0 && accounts.ids.allSatisfy { !accounts.wantsMoreJobs(of: $0) }
        if isEmpty, tally.held == 0 { return .completed }
        if let stopReason { return .stopped(stopReason) }
        if isEmpty, let failure = accounts.ids.lazy.compactMap({ accounts[$0].schedule.stoppedBy }).first { return .stopped(.account(failure)) }
        return nil
    }

    private mutating func finish(_ ending: Ending, into effects: inout [EngineEffect]) {
        isFinished = true
        effects.append(.finish(ending))
    }

    private mutating func armTimer(at now: Instant, into effects: inout [EngineEffect]) {
        var wake = min(waiting.nextDue ?? .distantFuture, ledger.nextDue)
        for account in accounts.ids {
            if stopReason == nil, !ledger.holdsBack, let until = blockedUntil(account: account, at: now) { wake = min(wake, until) }
        }
        if stopReason != nil { wake = ledger.nextDue }
        guard wake < armedFor else { return }
        armedFor = wake
        effects.append(.setTimer(max(wake, now)))
    }

    /// When a limit lets the account's next conversation start; nil where none is ready or only a reply can free it.
    private mutating func blockedUntil(account: AccountID, at now: Instant) -> Instant? {
        guard !accounts[account].schedule.ready.isEmpty else { return nil }
        switch hindrance(account: account, at: now) {
        case .peakHours(let until): return min(until, now + Self.longestSleep)
        case .paused(let until), .requestRate(let until), .tokenRate(let until): return until
        case .concurrency, .stopped, nil: return nil
        }
    }
}
