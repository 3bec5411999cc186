import BatchCore

/// A bug put in on purpose, to prove that the checks find it: between the core and its world, or in what the core is set to
/// while the checks hold it to the plan.
enum PlantedBug: Sendable, CaseIterable {
    /// The core is told that a commit is durable before it is.
    case commitAcknowledgedEarly
    /// A timer that was set never fires.
    case timerLost
    /// The disk keeps a batch twice.
    case batchWrittenTwice
    /// One result in twenty never arrives.
    case resultLost
    /// The same jobs are read again.
    case jobsReadTwice
    /// Attempts that brought no round are not written down.
    case attemptsUnrecorded
    /// A reply that was paid for is taken for a failure.
    case replyThrownAway
    /// The core does not learn how long the provider asked to wait.
    case requestedWaitIgnored
    /// The core takes the end of an account for a limit that it met.
    case endOfAccountMistaken
    /// The attempts of one moment go out last first.
    case batchReversed
    /// A round may spend one attempt more.
    case oneAttemptMore
    /// A round may spend one attempt fewer.
    case oneAttemptFewer
    /// The window has room for one conversation more.
    case widerWindow
    /// One attempt more may be under way at once.
    case higherConcurrency
    /// Twice as many requests may be sent in a minute.
    case higherRequestRate
    /// The budget is not heeded.
    case budgetIgnored
    /// The budget in dollars is not heeded.
    case costBudgetIgnored
    /// Expensive hours are not waited out.
    case peakHoursIgnored
    /// Tokens are taken to cost nothing.
    case pricesIgnored
    /// The results of some programs never arrive.
    case toolResultLost
    /// What programs answered is not written down.
    case toolAnswersUnrecorded
    /// What a turn expects is not heeded.
    case expectationIgnored

    /// What the breach says that it leads to.
    var symptom: String {
        switch self {
        case .commitAcknowledgedEarly: "the window holds"
        case .timerLost, .resultLost: "nothing is left to happen"
        case .batchWrittenTwice: "was written"
        case .jobsReadTwice: "was given twice"
        case .attemptsUnrecorded: "are written down"
        case .replyThrownAway: "rounds where there were"
        case .requestedWaitIgnored: "before the time that it named"
        case .endOfAccountMistaken: "after it had stopped"
        case .batchReversed: "which was ready"
        case .oneAttemptMore: "spent more than"
        case .oneAttemptFewer: "has failed after"
        case .widerWindow: "are allowed"
        case .higherConcurrency: "more under way than"
        case .higherRequestRate: "requests in a minute where"
        case .budgetIgnored: "the budget was used up"
        case .costBudgetIgnored: "the dollars were used up"
        case .peakHoursIgnored: "in a peak hour"
        case .pricesIgnored: "were due"
        case .toolResultLost: "nothing is left to happen"
        case .toolAnswersUnrecorded: "where something else was due"
        case .expectationIgnored: "bears a wrong end"
        }
    }

    func distort(_ settings: inout EngineSettings) {
        switch self {
        case .oneAttemptMore: settings.maxAttempts += 1
        case .oneAttemptFewer: settings.maxAttempts = max(1, settings.maxAttempts - 1)
        case .widerWindow: settings.window += 1
        case .higherConcurrency:
            for account in settings.accounts.indices { settings.accounts[account].limits.concurrency += 1 }
        case .higherRequestRate:
            for account in settings.accounts.indices {
                settings.accounts[account].limits.requestsPerMinute = settings.accounts[account].limits.requestsPerMinute.map { $0 * 2 }
            }
        case .budgetIgnored: settings.tokenBudget = nil
        case .costBudgetIgnored: settings.costBudget = nil
        case .peakHoursIgnored: settings.waitsForCheapHours = false
        case .pricesIgnored: (settings.prices, settings.costBudget) = (.builtIn, nil)
        default: break
        }
    }

    /// What the core hears of an outcome.
    func distorted(_ outcome: Outcome) -> Outcome {
        switch (self, outcome) {
        case (.replyThrownAway, .replied(let reply)) where reply.usage?.completion?.isMultiple(of: 10) == true:
            return .throttled(Failure(code: "rate_limited", message: ""))
        case (.requestedWaitIgnored, .throttled(var failure)):
            failure.wait = nil
            return .throttled(failure)
        case (.endOfAccountMistaken, .accountStopped(let failure)): return .throttled(failure)
        default: return outcome
        }
    }

    /// What the disk is given of a commit.
    func distorted(_ records: [Record]) -> [Record] {
        records.compactMap { record in
            switch (self, record) {
            case (.attemptsUnrecorded, .attempt), (.toolAnswersUnrecorded, .toolAnswer): return nil
            case (.expectationIgnored, .round(let key, var round, let attempt)) where round.standing == .discarded:
                round.standing = .answer
                return .round(key, round, attempt)
            default: return record
            }
        }
    }
}
