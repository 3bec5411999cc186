import ArgumentParser
import BatchCore
import BatchEngine
import Dispatch
import ProviderSimulator

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Runs a provider on loopback to rehearse against: limits, latencies, faults, prefix cache, usage.",
        discussion: """
            Its replies depend only on the conversation and --reply-seed, so that two
            runs can be compared. It speaks the chat completions API and the Responses
            API as DeepSeek does, or as the provider does whose name the path begins
            with: /together/v1, /litellm/v1, /openai/v1. Functions, JSON, prefixes and
            fill-in-the-middle are there, and any client can talk to it. A function is
            called where the user names it.

            Faults are given as NAME=PROBABILITY. NAME is an HTTP status, or one of
            \(Table.wrap(Self.faultNames, width: 76).joined(separator: "\n")).
            \(words(Fault.Kind.ofModel)) happen only to replies with
            calls or with JSON, \(words(Fault.Kind.ofResponses)) only to responses.

            EXAMPLES
              batchrun simulate --port 8099 --rpm 600 --fail 503=0.05 --fail torn=0.01
              batchrun jobs.jsonl --base-url http://127.0.0.1:8099 --model simulated-chat
              batchrun jobs.jsonl --base-url http://127.0.0.1:8099/together/v1 --model m
              curl http://127.0.0.1:8099/simulator/statistics
            """)

    @Option(help: ArgumentHelp("The port on 127.0.0.1; 0 takes a free one.", valueName: "port"))
    var port: UInt16 = 8099

    @Option(
        help: ArgumentHelp("A fault and its probability; may be given many times.", valueName: "name=p"), transform: Self.fault)
    var fail: [Fault] = []

    @Option(help: ArgumentHelp("The most requests a minute; over it, 429.", valueName: "n"))
    var rpm: PositiveArgument?

    @Option(help: ArgumentHelp("The most tokens a minute; over it, 429.", valueName: "n"))
    var tpm: PositiveArgument?

    @Option(help: ArgumentHelp("The most requests under way at once; over it, 429.", valueName: "n"))
    var concurrency: PositiveArgument?

    @Option(help: ArgumentHelp("How 429 tells how long to wait. (default: as the provider does)", valueName: "form"))
    var retryAfter: SimulatorOptions.RetryAfterForm?

    @Option(help: ArgumentHelp("The most tokens that a request and its reply may have together.", valueName: "n"))
    var contextTokens: PositiveArgument?

    @Option(help: ArgumentHelp("How long a reply takes before its first token.", valueName: "time"))
    var latency = DurationArgument(.milliseconds(300))

    @Option(help: ArgumentHelp("How long each token of a reply takes.", valueName: "time"))
    var tokenLatency = DurationArgument(.milliseconds(5))

    @Flag(help: "Answer at once, whatever the latencies say.")
    var instant = false

    @Option(help: ArgumentHelp("Send a blank line, or a comment in a stream, so often while a reply is under way.", valueName: "time"))
    var keepAlive: DurationArgument?

    @Option(help: ArgumentHelp("Where streams of chats tell the usage. (default: as the provider does)", valueName: "place"))
    var streamUsage: SimulatorOptions.StreamUsage?

    @Option(help: ArgumentHelp("How the lines of streams end.", valueName: "end"))
    var streamLines = SimulatorOptions.StreamForm.LineEnd.lf

    @Option(help: ArgumentHelp("Cut the events of streams into pieces of so many bytes.", valueName: "n"))
    var streamPieces: PositiveArgument?

    @Flag(help: "End streams of chats without [DONE].")
    var noDone = false

    @Flag(help: "End streams of responses with [DONE].")
    var responsesDone = false

    @Flag(help: "Leave the event: lines out of streams of responses.")
    var noEventNames = false

    @Option(
        help: ArgumentHelp(
            "Whether what previous_response_id stands for is there: kept, dropped, lost=0.1, delayed=2s. (default: as the provider does)",
            valueName: "state"), transform: Self.responseState)
    var responsesState: SimulatorOptions.ResponseState?

    @Option(help: ArgumentHelp("The variable that holds the only key that is accepted.", valueName: "variable"))
    var keyEnv: String?

    @Option(help: ArgumentHelp("A balance in dollars that runs out; then 402.", valueName: "dollars"))
    var balance: Double?

    @Option(help: ArgumentHelp("The shape of error bodies. (default: as the provider does)", valueName: "shape"))
    var errors: SimulatorOptions.ErrorDialect?

    @Option(help: ArgumentHelp("Decides which requests meet a fault.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Decides what is replied.", valueName: "n"))
    var replySeed: UInt64 = 1

    func run() throws {
        let simulator = try LocalSimulator(options: options(), port: port)
        Terminal.error("A simulated provider listens on \(simulator.baseURL). Interrupt to end it.")
        let ended = DispatchSemaphore(value: 0)
        let interrupts = Interrupts { _ in ended.signal() }
        ended.wait()
        interrupts.cancel()
        Terminal.output(String(decoding: simulator.statistics.json, as: UTF8.self))
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
            throw ValidationError("'\(text)' is no state of responses; write kept, dropped, lost=0.1 or delayed=2s.")
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
            guard let key = Terminal.environment(keyEnv), !key.isEmpty else { throw CommandFailure("The variable \(keyEnv) is not set.") }
            options.key = Secret(key)
        }
        return options
    }
}

extension SimulatorOptions.RetryAfterForm: ExpressibleByArgument {}
extension SimulatorOptions.StreamUsage: ExpressibleByArgument {}
extension SimulatorOptions.StreamForm.LineEnd: ExpressibleByArgument {}
extension SimulatorOptions.ErrorDialect: ExpressibleByArgument {}
