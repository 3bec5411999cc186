/// One message of a ``Dialogue``, and where it came from.
struct DialogueMessage: Sendable {
    enum Source: Sendable {
        /// The job's opening history.
        case opening
        /// What the script says.
        case turn
        /// The model, in this round, or in this one and those that it goes on from.
        case reply(Round)
        /// What answered a call of a tool.
        case tool
    }

    let source: Source
    /// The message as the conversation has it, with every chain of thought.
    let value: JSONValue

    var role: String { value["role"]?.string ?? "" }
    var content: JSONValue? { value["content"] }
    var calls: [ToolCall] { ToolCall.all(in: Array(value["tool_calls"]?.raw ?? [])) }

    /// The chain of thought; nil where there is none or it is empty.
    var reasoning: String? {
        let reasoning = value["reasoning_content"]?.string ?? value["reasoning"]?.string
        return reasoning?.isEmpty == true ? nil : reasoning
    }

    /// The round that brought it; nil where it is no reply of this run.
    var round: Round? { if case .reply(let round) = source { round } else { nil } }

    /// Whether a reply is none to learn from: a limit cut it, or it calls a tool that there is not, or with arguments
    /// that are no JSON object.
    /// - Parameter functions: the names of the functions that the model was told of.
    func isFlawed(functions: Set<String>) -> Bool {
        guard let round else { return false }
        return round.reply.isCut || calls.contains { $0.fault != nil || !functions.contains($0.name) }
    }
}
