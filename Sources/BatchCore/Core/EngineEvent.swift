/// What happens to the engine.
package enum EngineEvent: Sendable {
    case began
    /// The store gave these of an account; an empty list means that there are no more.
    case jobsRead([Admission], of: AccountID)
    case attemptsEnded([AttemptResult])
    case toolsEnded([ToolRunResult])
    /// The commit under way is durable.
    case committed
    case timerFired
    /// Start nothing more; finish what is under way and then stop.
    case stopRequested(StopReason)
    /// Close all sockets, end all programs, commit what is paid for, and stop.
    case abortRequested
}

/// What the engine wants done.
package enum EngineEffect: Sendable {
    /// So many jobs of an account are to be read, whose lines name these providers.
    case readJobs(Int, of: AccountID, providers: [String])
    case send([Attempt])
    case runTools([ToolRun])
    case commit([Record])
    case setTimer(Instant)
    /// Attempts and programs under way are to be ended.
    case cancelAttempts
    /// The run has ended; nothing follows.
    case finish(Ending)
}

/// A conversation that comes into the window.
package struct Admission: Sendable {
    package var key: JobKey
    package var account: AccountID
    package var conversation: Conversation
    /// The same conversation as the run's fallback is asked for it (``EngineSettings/fallback``); nil where it is not to be asked.
    package var spare: Conversation?

    package init(key: JobKey, account: AccountID, conversation: Conversation, spare: Conversation? = nil) {
        (self.key, self.account, self.conversation, self.spare) = (key, account, conversation, spare)
    }
}

/// How a run ended.
package enum Ending: Sendable {
    /// Every job is finished or has failed.
    case completed
    /// Something is left to do, and the same command goes on with it.
    case stopped(StopReason)
}

package enum StopReason: Sendable {
    case interrupted
    case tokenBudget(Int)
    case costBudget(Dollars)
    /// A reply has come whose cost is not known, so that the budget in dollars cannot be kept.
    case costUnknown(AskedModel)
    /// The account cannot go on: its key was refused, its balance is gone, its server cannot be reached.
    case account(Failure)
}
