import ArgumentParser
import BatchEngine

/// What conversations may do besides asking turn after turn.
struct ConversationOptions: ParsableArguments {
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
    }

    func rules(for account: Account, model: String?) -> ConversationRules {
        let known = ModelRules.of(model, provider: account.provider.name).reasoningHistory
        var rules = ConversationRules(reasoningHistory: reasoningHistory?.history ?? known)
        rules.maxToolRounds = maxToolRounds
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
