import ArgumentParser
import BatchCore
import BatchEngine

/// Limits, timeouts, retries and budgets of a run.
struct LimitOptions: ParsableArguments {
    @Option(
        name: [.customShort("c"), .long],
        help: ArgumentHelp(
            "Maximum requests in flight, or auto to find what the provider can take. (default: auto)", valueName: "n|auto"))
    var concurrency: ConcurrencyArgument?

    @Option(help: ArgumentHelp("Maximum requests per minute.", valueName: "n"))
    var rpm: PositiveArgument?

    @Option(help: ArgumentHelp("Maximum tokens per minute, input plus output.", valueName: "n"))
    var tpm: PositiveArgument?

    @Option(help: ArgumentHelp("Attempts per round before the job fails.", valueName: "n"))
    var maxAttempts: Int = 6

    @Option(help: ArgumentHelp("Time limit for connecting. (default: the provider's, usually 10s)", valueName: "time"))
    var connectTimeout: DurationArgument?

    @Option(help: ArgumentHelp("Time limit without data from the server. (default: the provider's, usually 11m)", valueName: "time"))
    var idleTimeout: DurationArgument?

    @Option(help: ArgumentHelp("Time limit for a whole attempt. (default: the provider's, usually 1h)", valueName: "time"))
    var attemptTimeout: DurationArgument?

    @Option(
        help: ArgumentHelp(
            "Stop after this long without a reply. A job that is refused for this long while others get replies fails.",
            valueName: "time"))
    var patience = DurationArgument(.seconds(1_800))

    @Option(help: ArgumentHelp("Stop when this run has used this many tokens; it can be resumed.", valueName: "n"))
    var budgetTokens: PositiveArgument?

    @Option(
        name: .customLong("budget-usd"),
        help: ArgumentHelp("Stop when this run has cost this many dollars; it can be resumed.", valueName: "dollars"))
    var budgetDollars: DollarArgument?

    @Flag(help: "Start no request while the model costs more than at other hours; wait for cheaper hours.")
    var offPeak = false

    @Option(help: ArgumentHelp("Run at most this many jobs, then stop; the rest can be resumed.", valueName: "n"))
    var limit: PositiveArgument?

    mutating func validate() throws {
        guard (1...1_000).contains(maxAttempts) else { throw ValidationError("--max-attempts must be from 1 to 1000.") }
    }

    /// The provider's deadlines, overridden by those on the command line.
    func deadlines(of provider: Provider) -> Deadlines {
        Deadlines(
            connect: connectTimeout?.duration ?? provider.deadlines.connect, idle: idleTimeout?.duration ?? provider.deadlines.idle,
            attempt: attemptTimeout?.duration ?? provider.deadlines.attempt)
    }

    /// Limits of an account. For the account that the command line selects, its options override the profile; for other accounts
    /// they apply only if the profile sets no such limit.
    func limits(of account: Account, isChosen: Bool) -> AccountLimits {
        func first<Limit>(_ ofCommand: Limit?, _ ofProfile: Limit?) -> Limit? {
            isChosen ? ofCommand ?? ofProfile : ofProfile ?? ofCommand
        }
        let stated = account.provider.limits
        let rpm = first(rpm?.value, stated.requestsPerMinute)
        let tpm = first(tpm?.value, stated.tokensPerMinute)
        switch first(concurrency, stated.concurrency.map { .fixed($0) }) ?? .auto {
        case .fixed(let number):
            return AccountLimits(concurrency: number, requestsPerMinute: rpm, tokensPerMinute: tpm)
        case .auto:
            let ceiling = account.provider.concurrencyCeiling(for: account.model ?? "") ?? Self.ceilingWhereNoneIsDocumented
            return AccountLimits(concurrency: ceiling, initialConcurrency: 32, requestsPerMinute: rpm, tokensPerMinute: tpm)
        }
    }

    static let ceilingWhereNoneIsDocumented = 256
}
