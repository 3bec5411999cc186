// Commands: one file per subcommand, with its help texts and what it prints.

import ArgumentParser
import BatchCore
import BatchEngine

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the conversations of a job file, or resume a run that stopped.",
        usage: "batchrun <jobs.jsonl> [options]",
        discussion: """
            Every reply is committed to the state file before its conversation goes on.
            If the run is killed, the same command resumes it: every committed reply is
            kept and never requested again. A kill can lose replies that are in flight or
            not yet committed: at most three times the concurrency, or 32 more than the
            concurrency if that is more.

            Keys come from environment variables such as DEEPSEEK_API_KEY, or from a .env
            file in the working folder. `batchrun providers` lists the variables.

            A job may name its provider. Each provider is an account with its own limits.
            -c, --rpm and --tpm set the limits of the account that --provider selects;
            other accounts use them if their profile does not set that limit.

            EXAMPLES
              batchrun jobs.jsonl --rehearse
              batchrun jobs.jsonl
              batchrun jobs.jsonl -c 64 --rpm 600
              batchrun jobs.jsonl --provider together --model deepseek-ai/DeepSeek-V3.1
              batchrun jobs.jsonl --base-url http://127.0.0.1:8000/v1 --model qwen
              batchrun jobs.jsonl --tool-command 'python3 tools.py'
              zcat jobs.jsonl.gz | batchrun - --state big.batchrun.db
              batchrun jobs.jsonl --retry-failed
            """)

    @Argument(help: ArgumentHelp("Job file, state file, or - for standard input.", valueName: "jobs.jsonl"))
    var jobFile: String

    @OptionGroup(title: "Provider and model") var provider: ProviderOptions
    @Option(
        help: ArgumentHelp(
            "Provider and model that take over the jobs of a provider that stays down: unreachable, over its limit, key refused, "
                + "balance empty. (default: none; the jobs wait for the next run)", valueName: "provider/model"))
    var fallback: FallbackArgument?

    @Flag(help: "Use the built-in simulator in place of every provider: no key, no network, no cost.")
    var rehearse = false

    @OptionGroup(title: "Limits, retries and budgets") var limits: LimitOptions
    @OptionGroup(title: "Job lines") var lines: LineOptions
    @OptionGroup(title: "Tools and conversations") var conversations: ConversationOptions
    @OptionGroup(title: "Prices") var prices: PriceOptions

    @Option(help: ArgumentHelp("State file. (default: next to the job file, ending in .batchrun.db)", valueName: "file"))
    var state: String?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "Results file, or - for standard output. (default: next to the job file, ending in .results.jsonl or as the format does)",
            valueName: "file"))
    var output: String?

    @OptionGroup var results: ResultOptions

    @Flag(help: "Request replies as streams. The results are the same; the time to the first token is recorded too.")
    var stream = false

    @Flag(help: "Run the valid lines of a job file that has invalid ones.")
    var skipInvalid = false

    @Flag(help: "Restart jobs whose lines have changed since they started.")
    var restartChanged = false

    @Flag(help: "Retry failed jobs.")
    var retryFailed = false

    @Flag(help: "Start over with a new state file; the old one is moved aside.")
    var fresh = false

    @Flag(help: "Skip the check of key, model and balance (free requests) before the first job.")
    var noPreflight = false

    @Flag(name: [.customShort("q"), .long], help: "Show no progress and no summary.")
    var quiet = false

    @Flag(help: "Write progress and summary as JSON lines to standard error.")
    var json = false

    mutating func validate() throws {
        if rehearse, provider.baseURL != nil { throw ValidationError("--rehearse and --base-url cannot be used together.") }
        if quiet, json { throw ValidationError("--quiet and --json cannot be used together.") }
    }

    func run() throws {
        var session = try RunSession(self)
        let status = try session.run()
        if status != .completed { throw status.code }
    }
}
