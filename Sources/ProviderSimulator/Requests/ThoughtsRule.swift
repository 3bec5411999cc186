import BatchCore

/// The rule about reasoning in the assistant messages of one request.
enum ThoughtsRule {
    /// It is allowed, and the model does not read it.
    case ignored
    case refused
    case neededInTurn
    case needed

    /// - Parameter earlierThoughts: the provider's treatment of reasoning.
    init(_ era: ModelEra, thinks: Bool, hasTools: Bool, _ earlierThoughts: Flavour.EarlierThoughts) {
        self =
            switch (earlierThoughts, era.earlierThoughts) {
            case (.ignored, _): .ignored
            case (_, .refused): .refused
            case (_, .neededInTurn): thinks && hasTools ? .neededInTurn : .ignored
            case (_, .needed): thinks && hasTools ? .needed : .ignored
            }
    }

    /// Whether the model reads the reasoning of a message.
    /// - Parameter isInTurn: whether the message comes after the last user message.
    func areRead(isInTurn: Bool) -> Bool { self == .needed || self == .neededInTurn && isInTurn }

    /// Checks the assistant message at `index`.
    func check(_ message: JSONValue, at index: Int, isInTurn: Bool) throws(Refusal) {
        let thoughts = message["reasoning_content"]
        switch self {
        case .refused:
            guard thoughts.map(\.isNull) ?? true else {
                throw Refusal(
                    status: 400,
                    message: "messages[\(index)].reasoning_content: the model does not accept reasoning_content in "
                        + "the input; see https://api-docs.deepseek.com/guides/reasoning_model")
            }
        case .neededInTurn where isInTurn && thoughts?.string == nil:
            throw Refusal(
                status: 400,
                message: "Missing `reasoning_content` field in the assistant message at message index \(index). "
                    + "For more information, please refer to https://api-docs.deepseek.com/guides/thinking_mode#tool-calls")
        case .needed where thoughts?.string == nil:
            throw Refusal(status: 400, message: "The reasoning_content in the thinking mode must be passed back to the API.")
        default: break
        }
    }
}
