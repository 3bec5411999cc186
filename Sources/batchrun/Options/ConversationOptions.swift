import ArgumentParser
import BatchCore
import BatchEngine

/// Tools, continuation of truncated replies, and reasoning in the history.
struct ConversationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Answer tool calls with a program. The shell runs it once per call: it reads the call as a line of JSON, "
                + "and its output is the answer.", valueName: "command"))
    var toolCommand: String?

    @Option(help: ArgumentHelp("Time limit for one tool call. (default: \(BatchOptions().toolTimeout.plain))", valueName: "time"))
    var toolTimeout: DurationArgument?

    @Option(
        help: ArgumentHelp("Maximum tool calls running at once. (default: one per processor, at least 4)", valueName: "n"))
    var toolConcurrency: PositiveArgument?

    @Option(
        help: ArgumentHelp("Maximum replies per turn that may call tools, unless the job sets it.", valueName: "n"))
    var maxToolRounds: Int = BatchOptions().maxToolRounds

    @Flag(help: "Continue replies that were cut at the token limit, if the provider supports prefill.")
    var continueTruncated = false

    @Option(
        help: ArgumentHelp(
            "Which reasoning to send back in the history; overrides the model's rule (batchrun providers --models).",
            valueName: "rule"))
    var reasoningHistory: ReasoningHistoryArgument?

    mutating func validate() throws {
        if toolCommand == nil, toolTimeout != nil || toolConcurrency != nil {
            throw ValidationError("--tool-timeout and --tool-concurrency need --tool-command.")
        }
    }

    func apply(to options: inout BatchOptions) {
        options.toolCommand = toolCommand
        options.toolTimeout = toolTimeout?.duration ?? options.toolTimeout
        options.toolConcurrency = toolConcurrency?.value
        options.maxToolRounds = maxToolRounds
        options.continuesTruncatedReplies = continueTruncated
        options.reasoningHistory = reasoningHistory?.history
    }
}

/// A rule for reasoning in the history, spelled as in ``ReasoningHistory``.
struct ReasoningHistoryArgument: ExpressibleByArgument {
    var history: ReasoningHistory

    init?(argument: String) {
        guard let history = ReasoningHistory(rawValue: argument) else { return nil }
        self.history = history
    }

    static var allValueStrings: [String] { ReasoningHistory.allCases.map(\.rawValue) }
}
