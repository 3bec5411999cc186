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
        let content = message.content
        if content?.kind == .array {
            text = content?.elements.compactMap { $0["text"]?.string }.joined(separator: "\n")
        } else {
            text = content?.string
        }
        reasoning = message.reasoning
        json = String(decoding: message.value.raw, as: UTF8.self)
    }
}

extension JobResult {
    /// The conversation so far, with every reply that was not discarded.
    package var messages: [ResultMessage] { Dialogue(self).messages.map { ResultMessage($0) } }
}
