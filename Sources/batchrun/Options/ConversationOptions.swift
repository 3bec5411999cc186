import ArgumentParser
import BatchEngine

/// What conversations may do besides asking turn after turn.
struct ConversationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How many replies to one turn may call tools, where the job does not say.", valueName: "n"))
    var maxToolRounds: Int = ConversationRules().maxToolRounds

    @Flag(help: "Let a reply that was cut at the token limit go on, where the provider can (DeepSeek's prefix completion).")
    var continueTruncated = false

    mutating func validate() throws {
        guard (1...1_000).contains(maxToolRounds) else { throw ValidationError("--max-tool-rounds must be from 1 to 1000.") }
    }

    func rules(for account: Account) -> ConversationRules {
        var rules = ConversationRules(reasoningHistory: account.provider.reasoningHistory)
        rules.maxToolRounds = maxToolRounds
        rules.continuesTruncated = continueTruncated && account.provider.completesPrefixes
        return rules
    }
}
