/// The numbers of a batch: jobs, rounds, attempts, tokens, money. Counts of a run and of a state file have this form, and can be added. A
/// number that the source does not know is zero.
///
/// Sums stop at the largest number, because a server may report any usage.
public struct Counts: Hashable, Sendable {
    /// Jobs that exist. A run does not count them; the state file does.
    public var jobs = 0
    /// Jobs whose script has ended.
    public var completed = 0
    /// Jobs that have failed and were not retried since.
    public var failed = 0
    /// Turns of all scripts. A run does not count them; the state file does.
    public var turns = 0
    /// Turns of these scripts that are answered.
    public var answeredTurns = 0
    /// Rounds that are paid for, with any standing.
    public var rounds = 0
    /// Rounds whose reply did not meet the turn's expectation.
    public var discarded = 0
    /// Programs started to answer tool calls. Only a run counts them.
    public var toolRuns = 0
    /// HTTP attempts begun.
    public var attempts = 0
    /// Attempts that failed and were followed by another one after a wait. Only a run counts them.
    public var retries = 0
    /// Attempts refused because of a limit.
    public var throttled = 0
    /// Attempts that did not reach the server.
    public var unreachable = 0
    /// Attempts cancelled while they were in flight. Only a run counts them.
    public var abandoned = 0
    /// Input tokens of the rounds, cached ones included.
    public var promptTokens = 0
    /// Output tokens of the rounds, reasoning included.
    public var completionTokens = 0
    /// Input tokens served from providers' caches.
    public var cachedTokens = 0
    /// Output tokens spent on reasoning.
    public var reasoningTokens = 0
    /// Tokens billed for attempts without a round, as far as the providers report them.
    public var wastedTokens = 0
    /// Cost of the rounds, as far as it is known.
    public var cost = Dollars.zero
    /// Cost of attempts without a round, as far as it is known.
    public var wastedCost = Dollars.zero
    /// Further cost of cached input, had no provider cached it.
    public var savedByCache = Dollars.zero
    /// Rounds whose cost is not known.
    public var roundsWithoutCost = 0

    /// Counts that are all zero.
    public init() {}

    /// Counts that are all zero.
    public static let zero = Counts()

    /// Jobs that are neither completed nor failed.
    public var pending: Int { jobs - completed - failed }
    /// All tokens that are known to be billed.
    public var totalTokens: Int { Self.sum(Self.sum(promptTokens, completionTokens), wastedTokens) }
    /// The known cost of the whole batch.
    public var totalCost: Dollars { cost + wastedCost }

    public static func + (left: Counts, right: Counts) -> Counts {
        var sum = left
        sum += right
        return sum
    }

    public static func += (left: inout Counts, right: Counts) {
        add(right.jobs, to: &left.jobs)
        add(right.completed, to: &left.completed)
        add(right.failed, to: &left.failed)
        add(right.turns, to: &left.turns)
        add(right.answeredTurns, to: &left.answeredTurns)
        add(right.rounds, to: &left.rounds)
        add(right.discarded, to: &left.discarded)
        add(right.toolRuns, to: &left.toolRuns)
        add(right.attempts, to: &left.attempts)
        add(right.retries, to: &left.retries)
        add(right.throttled, to: &left.throttled)
        add(right.unreachable, to: &left.unreachable)
        add(right.abandoned, to: &left.abandoned)
        add(right.promptTokens, to: &left.promptTokens)
        add(right.completionTokens, to: &left.completionTokens)
        add(right.cachedTokens, to: &left.cachedTokens)
        add(right.reasoningTokens, to: &left.reasoningTokens)
        add(right.wastedTokens, to: &left.wastedTokens)
        left.cost += right.cost
        left.wastedCost += right.wastedCost
        left.savedByCache += right.savedByCache
        add(right.roundsWithoutCost, to: &left.roundsWithoutCost)
    }

    /// Adds a round with its tokens and its cost. The attempt that brought it is counted when it begins.
    package mutating func count(_ round: Round) {
        rounds += 1
        switch round.standing {
        case .answer: answeredTurns += 1
        case .discarded: discarded += 1
        case .toolCalls, .partial: break
        }
        if let cost = round.cost {
            self.cost += cost.total
            savedByCache += cost.savedByCache ?? .zero
        } else {
            roundsWithoutCost += 1
        }
        guard let usage = round.reply.usage else { return }
        Self.add(usage.prompt ?? 0, to: &promptTokens)
        Self.add(usage.completion ?? 0, to: &completionTokens)
        Self.add(usage.cached ?? 0, to: &cachedTokens)
        Self.add(usage.reasoning ?? 0, to: &reasoningTokens)
    }

    /// Adds the known usage and cost of an attempt without a round.
    package mutating func countWaste(_ usage: Usage?, _ cost: Cost?) {
        Self.add(usage?.total ?? 0, to: &wastedTokens)
        wastedCost += cost?.total ?? .zero
    }

    private static func add(_ count: Int, to sum: inout Int) { sum = Self.sum(sum, count) }

    private static func sum(_ one: Int, _ other: Int) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
