import ArgumentParser
import BatchCore
import BatchEngine

/// How fast, how patiently, how much.
struct LimitOptions: ParsableArguments {
    @Option(
        name: [.customShort("c"), .long],
        help: ArgumentHelp(
            "The most requests under way at once, or auto to find what the provider bears. (default: auto)", valueName: "n|auto"))
    var concurrency: ConcurrencyArgument?

    @Option(help: ArgumentHelp("The most requests a minute.", valueName: "n"))
    var rpm: PositiveArgument?

    @Option(help: ArgumentHelp("The most tokens a minute, input and output.", valueName: "n"))
    var tpm: PositiveArgument?

    @Option(help: ArgumentHelp("How many attempts a round may cost before its job fails.", valueName: "n"))
    var maxAttempts: Int = 6

    @Option(help: ArgumentHelp("How long a connection may take to stand.", valueName: "time"))
    var connectTimeout: DurationArgument?

    @Option(help: ArgumentHelp("How long a response may be silent.", valueName: "time"))
    var idleTimeout: DurationArgument?

    @Option(help: ArgumentHelp("How long an attempt may take in all.", valueName: "time"))
    var attemptTimeout: DurationArgument?

    @Option(
        help: ArgumentHelp(
            "How long nothing but refusals or an unreachable server is borne before the run stops, or refusals of one job before it fails.",
            valueName: "time"))
    var patience = DurationArgument(.seconds(1_800))

    @Option(help: ArgumentHelp("Stop, resumable, when this run has used as many tokens.", valueName: "n"))
    var budgetTokens: PositiveArgument?

    @Option(
        name: .customLong("budget-usd"),
        help: ArgumentHelp("Stop, resumable, when this run has cost as many dollars.", valueName: "dollars"))
    var budgetDollars: DollarArgument?

    @Flag(help: "Start nothing at hours in which the model costs more than at others; wait for the cheap ones.")
    var offPeak = false

    @Option(help: ArgumentHelp("Take only so many jobs in this run.", valueName: "n"))
    var limit: PositiveArgument?

    mutating func validate() throws {
        guard (1...1_000).contains(maxAttempts) else { throw ValidationError("--max-attempts must be from 1 to 1000.") }
    }

    /// The provider's deadlines with what the user set in their place.
    func deadlines(of provider: Provider) -> Deadlines {
        Deadlines(
            connect: connectTimeout?.duration ?? provider.deadlines.connect, idle: idleTimeout?.duration ?? provider.deadlines.idle,
            attempt: attemptTimeout?.duration ?? provider.deadlines.attempt)
    }

    /// What the account may have. The command line is about the account that it chooses, so that there it goes before the
    /// provider's profile; for others it says what their profiles do not.
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
