// Commands: one file per subcommand, with its help texts and what it prints.

import ArgumentParser
import BatchCore
import BatchEngine
import ProviderSimulator
import Synchronization

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the conversations of a job file, or resume a run that stopped.",
        usage: "batchrun <jobs.jsonl> [options]",
        discussion: """
            Every reply is committed to the state file before its conversation continues.
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
        if quiet, json { throw ValidationError("--quiet and --json cannot be used together.") }
    }

    func run() throws {
        let batch = try Batch(jobFile, options: meant)
        let mode: RunDisplay.Mode = quiet ? .quiet : json ? .json : Terminal.isInteractive ? .live : .lines
        let display = RunDisplay(mode: mode, paths: batch.paths)
        let interrupts = Interrupts { count in
            if count == 1 { batch.drain() } else { batch.abort() }
        }
        defer { interrupts.cancel() }
        let summary: BatchSummary
        do {
            summary = try batch.runAndWait(every: display.interval, { display.show($0) }) { event in
                // Before this event nothing was sent, so an interrupt may end the process.
                if event == .running { interrupts.begin() }
                display.show(event)
            }
            display.finish()
        } catch {
            display.finish()
            throw fail(error, batch.paths)
        }
        conclude(summary, batch.paths)
        let status = ExitStatus(summary)
        if status != .completed { throw status.code }
    }

    /// Prints the summary. The last line of a run that stopped is the command that resumes it.
    private func conclude(_ summary: BatchSummary, _ paths: BatchPaths) {
        if json {
            Terminal.error(summary.json)
        } else {
            for line in quiet ? summary.ending.lines : summary.lines(colour: Terminal.hasColour) { Terminal.error(line) }
        }
        guard summary.ending != .completed else { return }
        let command = ResumeCommand.text(arguments: CommandLine.arguments, paths: paths)
        Terminal.error(json ? command : "Resume with:\n\(command)")
    }

    /// The error to exit with, after the lines that only a run prints about it.
    private func fail(_ error: BatchError, _ paths: BatchPaths) -> any Error {
        switch error.kind {
        case .stateLost:
            let command = ResumeCommand.text(arguments: CommandLine.arguments, paths: paths)
            Terminal.error("batchrun: \(error)")
            Terminal.error(json ? command : "What was committed is safe. Resume with:\n\(command)")
            return ExitStatus(error).code
        case .results:
            let other = results.format.format == .results ? "" : " --format \(results.format.format.rawValue)"
            Terminal.error("batchrun: \(error)")
            Terminal.error("  The state has them all: batchrun export \(ResumeCommand.quoted(paths.state))\(other) -o FILE")
            return ExitStatus(error).code
        default: return error
        }
    }

    /// What the options mean.
    private var meant: BatchOptions {
        var options = BatchOptions()
        provider.apply(to: &options)
        limits.apply(to: &options)
        lines.apply(to: &options)
        conversations.apply(to: &options)
        prices.apply(to: &options)
        results.apply(to: &options)
        options.fallback = fallback?.meant
        // The simulator runs as long as the options exist.
        let simulator = Mutex<LocalSimulator?>(nil)
        options.stage = Stage {
            let started = try LocalSimulator()
            simulator.withLock { $0 = started }
            return started.baseURL
        }
        (options.isRehearsal, options.looksAhead, options.streams) = (rehearse, !noPreflight, stream)
        (options.skipsBadLines, options.restartsChangedJobs) = (skipInvalid, restartChanged)
        (options.retriesFailedJobs, options.startsOver) = (retryFailed, fresh)
        options.state = state
        options.results = output.map { .file($0) } ?? .besideState
        return options
    }
}
