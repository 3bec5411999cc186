/// What a conversation needs to know besides its script: the model's rules, and what the run lets it do.
///
/// What became of the rounds that are there does not depend on it, only what follows.
public struct ConversationRules: Sendable {
    public var reasoningHistory: ReasoningHistory
    /// How many replies to one turn may call tools, where the job does not say.
    public var maxToolRounds = 8
    /// Whether a program answers the calls of tools that the script has no answer for.
    public var hasToolCommand = false
    /// Whether a reply that was cut at the token limit is asked to go on.
    public var continuesTruncated = false

    /// How many replies are put together to one at most, where replies that were cut go on.
    public static let mostPieces = 8

    public init(reasoningHistory: ReasoningHistory = .strip) { self.reasoningHistory = reasoningHistory }
}
