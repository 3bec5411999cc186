import ArgumentParser
import BatchCore
import BatchEngine
import Dispatch
import ProviderSimulator

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Run a simulated provider on loopback, with limits, latencies, faults, prefix cache and usage.",
        discussion: """
            Replies depend only on the conversation and --reply-seed, so two runs can be
            compared. The simulator offers the chat completions API and the Responses API.
            It behaves like DeepSeek, or like the provider that the path names:
            /together/v1, /litellm/v1, /openai/v1. It supports tool calls, JSON, prefill
            and FIM, and works with any client. It calls a function if the user's message
            names it.

            A fault is NAME=PROBABILITY. NAME is an HTTP status, or one of
            \(Table.wrap(Self.faultNames, width: 76).joined(separator: "\n")).
            Only replies with tool calls or JSON can have the faults
            \(words(Fault.Kind.ofModel)).
            Only the Responses API can have the faults \(words(Fault.Kind.ofResponses)).

            EXAMPLES
              batchrun simulate --port 8099 --rpm 600 --fail 503=0.05 --fail torn=0.01
              batchrun jobs.jsonl --base-url http://127.0.0.1:8099 --model simulated-chat
              batchrun jobs.jsonl --base-url http://127.0.0.1:8099/together/v1 --model m
              curl http://127.0.0.1:8099/simulator/statistics
            """)

    @Option(help: ArgumentHelp("Port on 127.0.0.1; 0 selects a free one.", valueName: "port"))
    var port: UInt16 = 8099

    @Option(
        help: ArgumentHelp("A fault and its probability; repeat the option for several faults.", valueName: "name=p"), transform: Self.fault
    )
    var fail: [Fault] = []

    @Option(help: ArgumentHelp("Maximum requests per minute; more get 429.", valueName: "n"))
    var rpm: PositiveArgument?

    @Option(help: ArgumentHelp("Maximum tokens per minute; more get 429.", valueName: "n"))
    var tpm: PositiveArgument?

    @Option(help: ArgumentHelp("Maximum requests in flight; more get 429.", valueName: "n"))
    var concurrency: PositiveArgument?

    @Option(help: ArgumentHelp("How a 429 reports the wait. (default: as the provider does)", valueName: "form"))
    var retryAfter: SimulatorOptions.RetryAfterForm?

    @Option(help: ArgumentHelp("Maximum tokens of a request and its reply together.", valueName: "n"))
    var contextTokens: PositiveArgument?

    @Option(help: ArgumentHelp("Time before the first token of a reply.", valueName: "time"))
    var latency = DurationArgument(.milliseconds(300))

    @Option(help: ArgumentHelp("Time per token of a reply.", valueName: "time"))
    var tokenLatency = DurationArgument(.milliseconds(5))

    @Flag(help: "Reply at once; overrides the latencies.")
    var instant = false

    @Option(help: ArgumentHelp("Interval of blank lines (in streams: comments) while a reply is in progress.", valueName: "time"))
    var keepAlive: DurationArgument?

    @Option(help: ArgumentHelp("Where chat streams report usage. (default: as the provider does)", valueName: "place"))
    var streamUsage: SimulatorOptions.StreamUsage?

    @Option(help: ArgumentHelp("Line ending of streams.", valueName: "end"))
    var streamLines = SimulatorOptions.StreamForm.LineEnd.lf

    @Option(help: ArgumentHelp("Cut stream events into pieces of this many bytes.", valueName: "n"))
    var streamPieces: PositiveArgument?

    @Flag(help: "End chat streams without [DONE].")
    var noDone = false

    @Flag(help: "End response streams with [DONE].")
    var responsesDone = false

    @Flag(help: "Omit event: lines from response streams.")
    var noEventNames = false

    @Option(
        help: ArgumentHelp(
            "What happens to histories behind previous_response_id: kept, dropped, lost=0.1, delayed=2s. (default: as the provider does)",
            valueName: "state"), transform: Self.responseState)
    var responsesState: SimulatorOptions.ResponseState?

    @Option(help: ArgumentHelp("Environment variable with the only key to accept.", valueName: "variable"))
    var keyEnv: String?

    @Option(help: ArgumentHelp("Starting balance in dollars; when it is used up, requests get 402.", valueName: "dollars"))
    var balance: Double?

    @Option(help: ArgumentHelp("Shape of error bodies. (default: as the provider does)", valueName: "shape"))
    var errors: SimulatorOptions.ErrorDialect?

    @Option(help: ArgumentHelp("Seed that decides which requests get a fault.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Seed that decides the replies.", valueName: "n"))
    var replySeed: UInt64 = 1

    func run() throws {
        let simulator = try Self.start(options(), port)
        Terminal.error("The simulated provider listens on \(simulator.baseURL). Press Ctrl-C to stop it.")
        let ended = DispatchSemaphore(value: 0)
        let interrupts = Interrupts { _ in ended.signal() }
        interrupts.begin()
        ended.wait()
        interrupts.cancel()
        Terminal.output(String(decoding: simulator.statistics.json, as: UTF8.self))
    }

    private static func start(_ options: SimulatorOptions, _ port: UInt16) throws(CommandFailure) -> LocalSimulator {
        do {
            return try LocalSimulator(options: options, port: port)
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private static let faultNames = Fault.Kind.all.map(\.name).filter { Int($0) == nil }.joined(separator: ", ")

    private static func words(_ kinds: [Fault.Kind]) -> String { kinds.map(\.name).joined(separator: ", ") }

    private static func fault(_ text: String) throws -> Fault {
        do throws(Fault.TextError) {
            return try Fault(text: text)
        } catch {
            throw ValidationError(error.description)
        }
    }

    private static func responseState(_ text: String) throws -> SimulatorOptions.ResponseState {
        guard let state = SimulatorOptions.ResponseState(text: text) else {
            throw ValidationError("'\(text)' is not a response state; use kept, dropped, lost=0.1 or delayed=2s.")
        }
        return state
    }

    private func options() throws -> SimulatorOptions {
        var options = SimulatorOptions()
        (options.seed, options.replySeed) = (seed, replySeed)
        options.latency = instant ? .none : .init(base: latency.duration, perToken: tokenLatency.duration)
        (options.requestsPerMinute, options.tokensPerMinute) = (rpm?.value, tpm?.value)
        options.concurrency = concurrency?.value
        options.faults = fail
        options.retryAfter = retryAfter
        options.contextTokens = contextTokens?.value
        options.keepAlive = keepAlive?.duration
        options.streams.usage = streamUsage
        options.streams.endsWithDone = !noDone
        options.streams.endsResponsesWithDone = responsesDone
        options.streams.namesEvents = !noEventNames
        options.responseState = responsesState
        options.streams.lineEnd = streamLines
        options.streams.pieceBytes = streamPieces?.value
        options.balance = balance
        options.errors = errors
        if let keyEnv {
            guard let key = Environment.value(keyEnv), !key.isEmpty else { throw CommandFailure("The variable \(keyEnv) is not set.") }
            options.key = Secret(key)
        }
        return options
    }
}

extension SimulatorOptions.RetryAfterForm: ExpressibleByArgument {}
extension SimulatorOptions.StreamUsage: ExpressibleByArgument {}
extension SimulatorOptions.StreamForm.LineEnd: ExpressibleByArgument {}
extension SimulatorOptions.ErrorDialect: ExpressibleByArgument {}
