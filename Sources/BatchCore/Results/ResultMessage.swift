/// One message of a conversation: of the opening history, of the script, of the model, or the answer to a tool call.
public struct ResultMessage: Hashable, Sendable {
    /// `system`, `user`, `assistant`, `tool`, …
    public let role: String
    /// Text of the message, that of its parts joined by line ends; nil if it has none.
    public let text: String?
    /// Reasoning of the reply; nil if there is none.
    public let reasoning: String?
    /// The whole message as JSON, in the form of chat completions.
    public let json: String

    init(_ message: DialogueMessage) {
        role = message.role
        text = message.parts.map { $0.compactMap { $0["text"]?.string }.joined(separator: "\n") } ?? message.string
        reasoning = message.reasoning
        json = message.json.description
    }
}

extension JobResult {
    /// The conversation so far, with every reply that was not discarded.
    package var messages: [ResultMessage] { Dialogue(self).messages.map { ResultMessage($0) } }
}
