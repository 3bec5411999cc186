import ArgumentParser
import BatchCore
import BatchEngine

/// What conversations may do besides asking turn after turn.
struct ConversationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Answer calls of tools by a program. The shell runs it once for each call, which it reads as a line of JSON; "
                + "what it writes is the answer.", valueName: "command"))
    var toolCommand: String?

    @Option(help: ArgumentHelp("How long it may take for one call. (default: \(ProgramOptions.defaultTimeLimit.plain))", valueName: "time"))
    var toolTimeout: DurationArgument?

    @Option(
        help: ArgumentHelp("How many calls it answers at once. (default: one for each processor, and 4 at least)", valueName: "n"))
    var toolConcurrency: PositiveArgument?

    @Option(
        help: ArgumentHelp("How many replies to one turn may call tools, where the job does not say.", valueName: "n"))
    var maxToolRounds: Int = ConversationRules().maxToolRounds

    @Flag(help: "Let a reply that was cut at the token limit go on, where the provider can (DeepSeek's prefix completion).")
    var continueTruncated = false

    @Option(
        help: ArgumentHelp(
            "What becomes of chains of thought in the history, whatever the model's rules say (batchrun providers --models).",
            valueName: "rule"))
    var reasoningHistory: ReasoningHistoryArgument?

    mutating func validate() throws {
        guard (1...1_000).contains(maxToolRounds) else { throw ValidationError("--max-tool-rounds must be from 1 to 1000.") }
        guard (1...1_000).contains(toolConcurrency?.value ?? 1) else { throw ValidationError("--tool-concurrency must be from 1 to 1000.") }
        if toolCommand?.allSatisfy(\.isWhitespace) == true { throw ValidationError("--tool-command names no program.") }
        if toolCommand == nil, toolTimeout != nil || toolConcurrency != nil {
            throw ValidationError("--tool-timeout and --tool-concurrency are for the program of --tool-command, which is missing.")
        }
    }

    /// How the program is run that answers calls of tools; nil where there is none.
    var program: ProgramOptions? {
        toolCommand.map {
            ProgramOptions(
                command: $0, timeLimit: toolTimeout?.duration ?? ProgramOptions.defaultTimeLimit,
                concurrency: toolConcurrency?.value ?? ProgramOptions.defaultConcurrency)
        }
    }

    func rules(for account: Account, model: String?, _ histories: ReasoningHistories) -> ConversationRules {
        let known = histories.history(of: model, provider: account.provider.family)
        var rules = ConversationRules(reasoningHistory: reasoningHistory?.history ?? known)
        rules.provider = account.provider.name
        rules.reasoningMember = account.provider.reasoningMember
        rules.echoesReasoningItems = account.provider.echoesReasoningDetails
        rules.keptHistory = account.provider.responses ?? .none
        rules.maxToolRounds = maxToolRounds
        rules.hasToolCommand = toolCommand != nil
        rules.continuesTruncated = continueTruncated && account.provider.completesPrefixes
        return rules
    }
}

/// A rule of reasoning history as ``ReasoningHistory`` spells them.
struct ReasoningHistoryArgument: ExpressibleByArgument {
    var history: ReasoningHistory

    init?(argument: String) {
        guard let history = ReasoningHistory(rawValue: argument) else { return nil }
        self.history = history
    }

    static var allValueStrings: [String] { ReasoningHistory.allCases.map(\.rawValue) }
}
