// Commands: one file a subcommand: its words on the command line and what it prints.

import ArgumentParser
import BatchCore
import BatchEngine

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs the conversations of a job file, or goes on where it stopped (the default).",
        usage: "batchrun <jobs.jsonl> [options]",
        discussion: """
            Every round is kept in the state file before the next is asked for. Kill it
            whenever you like: the same command goes on, and asks for nothing again
            that was paid for.

            Keys come from the environment or from a .env file in the working folder:
            DEEPSEEK_API_KEY and its like, which `batchrun providers` lists.

            Jobs that name a provider are asked of its account, with its own limits.
            -c, --rpm and --tpm are for the account of the command line; for others
            they hold where their profile says nothing (docs/provider-profiles.md).

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

    @Argument(help: ArgumentHelp("The job file, a state file, or - for standard input.", valueName: "jobs.jsonl"))
    var jobFile: String

    @OptionGroup(title: "Whom to ask") var provider: ProviderOptions
    @Option(
        help: ArgumentHelp(
            "Who is asked for the jobs of a provider that stays down: out of reach, over its limit, key refused, balance gone. "
                + "(default: nobody; the jobs wait for the next run)", valueName: "provider/model"))
    var fallback: FallbackArgument?

    @Flag(help: "Ask the simulator in place of every provider: no key, no network, no cost.")
    var rehearse = false

    @OptionGroup(title: "How fast, how patiently, how much") var limits: LimitOptions
    @OptionGroup(title: "How lines are read") var lines: LineOptions
    @OptionGroup(title: "What conversations may do") var conversations: ConversationOptions
    @OptionGroup(title: "What it costs") var prices: PriceOptions

    @Option(help: ArgumentHelp("The state file. (default: beside the job file, with the ending .batchrun.db)", valueName: "file"))
    var state: String?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "The results, or - for standard output. (default: beside the job file, with the ending .results.jsonl or that of the format)",
            valueName: "file"))
    var output: String?

    @OptionGroup var results: ResultOptions

    @Flag(help: "Ask for answers as streams. The results are the same; the time to the first token is kept too.")
    var stream = false

    @Flag(help: "Run the good lines of a job file that has bad ones.")
    var skipInvalid = false

    @Flag(help: "Run jobs anew whose lines have changed since they were begun.")
    var restartChanged = false

    @Flag(help: "Give failed jobs another life.")
    var retryFailed = false

    @Flag(help: "Start over; the old state file is moved aside.")
    var fresh = false

    @Flag(help: "Do not ask the provider's free pages for key, models and balance before the first job.")
    var noPreflight = false

    @Flag(name: [.customShort("q"), .long], help: "Show no progress and no summary.")
    var quiet = false

    @Flag(help: "Write progress and summary as JSON lines to standard error.")
    var json = false

    mutating func validate() throws {
        if rehearse, provider.baseURL != nil { throw ValidationError("--rehearse and --base-url exclude each other.") }
        if quiet, json { throw ValidationError("--quiet and --json exclude each other.") }
    }

    func run() throws {
        var session = try RunSession(self)
        let status = try session.run()
        if status != .completed { throw status.code }
    }
}
