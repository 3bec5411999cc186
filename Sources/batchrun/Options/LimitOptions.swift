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
    var maxAttempts = BatchOptions().maxAttempts

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
    var patience = DurationArgument(BatchOptions().patience)

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

    func apply(to options: inout BatchOptions) {
        options.concurrency = concurrency?.meant
        (options.requestsPerMinute, options.tokensPerMinute) = (rpm?.value, tpm?.value)
        options.maxAttempts = maxAttempts
        options.connectTimeout = connectTimeout?.duration
        options.idleTimeout = idleTimeout?.duration
        options.attemptTimeout = attemptTimeout?.duration
        options.patience = patience.duration
        (options.tokenBudget, options.costBudget) = (budgetTokens?.value, budgetDollars?.dollars)
        options.waitsForCheapHours = offPeak
        options.jobLimit = limit?.value
    }
}
