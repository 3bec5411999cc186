import BatchCore

/// A deliberate bug, which proves that the checks find it. It is between the core and its world, or in settings of the core that differ
/// from the plan that the checks use.
enum PlantedBug: Sendable, CaseIterable {
    /// The core hears that a commit is durable before it is.
    case commitAcknowledgedEarly
    /// A timer that was set never fires.
    case timerLost
    /// The disk stores a batch twice.
    case batchWrittenTwice
    /// One result in twenty never arrives.
    case resultLost
    /// The same jobs are read again.
    case jobsReadTwice
    /// Attempts without a round are not recorded.
    case attemptsUnrecorded
    /// A reply that was paid for counts as a failure.
    case replyThrownAway
    /// The core does not learn the wait that the provider requests.
    case requestedWaitIgnored
    /// The core takes a stopped account for a limit.
    case endOfAccountMistaken
    /// Attempts of one instant start in reverse order.
    case batchReversed
    /// A round may use one attempt more.
    case oneAttemptMore
    /// A round may use one attempt fewer.
    case oneAttemptFewer
    /// The window has room for one conversation more.
    case widerWindow
    /// One attempt more may be in flight.
    case higherConcurrency
    /// Twice as many requests may be sent in a minute.
    case higherRequestRate
    /// The budget is ignored.
    case budgetIgnored
    /// The budget in dollars is ignored.
    case costBudgetIgnored
    /// Requests do not wait for cheap hours.
    case peakHoursIgnored
    /// Tokens cost nothing.
    case pricesIgnored
    /// The results of some programs never arrive.
    case toolResultLost
    /// The answers of programs are not recorded.
    case toolAnswersUnrecorded
    /// The expectation of a turn is ignored.
    case expectationIgnored

    /// The breach that it leads to.
    var symptom: String {
        switch self {
        case .commitAcknowledgedEarly: "the window holds"
        case .timerLost, .resultLost: "nothing is left to happen"
        case .batchWrittenTwice: "was written"
        case .jobsReadTwice: "was given twice"
        case .attemptsUnrecorded: "are written down"
        case .replyThrownAway: "rounds, but there were"
        case .requestedWaitIgnored: "before the time that it named"
        case .endOfAccountMistaken: "after it had stopped"
        case .batchReversed: "which was ready"
        case .oneAttemptMore: "spent more than"
        case .oneAttemptFewer: "has failed after"
        case .widerWindow: "are allowed"
        case .higherConcurrency: "more in flight than"
        case .higherRequestRate: "requests in a minute, allowed"
        case .budgetIgnored: "the budget was used up"
        case .costBudgetIgnored: "the dollars were used up"
        case .peakHoursIgnored: "in a peak hour"
        case .pricesIgnored: "were due"
        case .toolResultLost: "nothing is left to happen"
        case .toolAnswersUnrecorded: "but something else was due"
        case .expectationIgnored: "has a wrong end"
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

    /// The outcome that the core receives.
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

    /// The records of a commit that the disk receives.
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
