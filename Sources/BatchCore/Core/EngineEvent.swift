/// What happens to the engine.
package enum EngineEvent: Sendable {
    case began
    /// The store has read these jobs of an account; an empty list means that there are no more.
    case jobsRead([Admission], of: AccountID)
    case attemptsEnded([AttemptResult])
    case toolsEnded([ToolRunResult])
    /// The commit in progress is durable.
    case committed
    case timerFired
    /// Start nothing more, finish what is in flight, then stop.
    case stopRequested(StopReason)
    /// Close all sockets, end all programs, commit what is paid for, and stop.
    case abortRequested
}

/// What the engine wants done.
package enum EngineEffect: Sendable {
    /// Read this many jobs of an account: those whose lines name these providers.
    case readJobs(Int, of: AccountID, providers: [String])
    case send([Attempt])
    case runTools([ToolRun])
    case commit([Record])
    case setTimer(Instant)
    /// End the attempts and programs that are in flight.
    case cancelAttempts
    /// The run has ended; nothing follows.
    case finish(Ending)
}

/// A conversation that comes into the window.
package struct Admission: Sendable {
    package var key: JobKey
    package var account: AccountID
    package var conversation: Conversation
    /// The same conversation for the run's fallback (``EngineSettings/fallback``); nil if the fallback must not serve it.
    package var spare: Conversation?

    package init(key: JobKey, account: AccountID, conversation: Conversation, spare: Conversation? = nil) {
        (self.key, self.account, self.conversation, self.spare) = (key, account, conversation, spare)
    }
}

/// How a run ended.
package enum Ending: Sendable {
    /// Every job is finished or has failed.
    case completed
    /// Jobs are left; the same command resumes them.
    case stopped(StopReason)
}

package enum StopReason: Sendable {
    case interrupted
    case tokenBudget(Int)
    case costBudget(Dollars)
    /// The cost of a reply is unknown, so the budget in dollars cannot be kept.
    case costUnknown(AskedModel)
    /// The account cannot go on: its key was refused, its balance is gone, its server cannot be reached.
    case account(Failure)
}
