import BatchCore

/// What the assistant messages of one request must have to do with thoughts.
enum ThoughtsRule {
    /// They may bring them, and the model does not read them.
    case ignored
    case refused
    case neededInTurn
    case needed

    /// - Parameter earlierThoughts: what the provider makes of them.
    init(_ era: ModelEra, thinks: Bool, hasTools: Bool, _ earlierThoughts: Flavour.EarlierThoughts) {
        self =
            switch (earlierThoughts, era.earlierThoughts) {
            case (.ignored, _): .ignored
            case (_, .refused): .refused
            case (_, .neededInTurn): thinks && hasTools ? .neededInTurn : .ignored
            case (_, .needed): thinks && hasTools ? .needed : .ignored
            }
    }

    /// Whether the model reads the thoughts of a message.
    /// - Parameter isInTurn: whether it stands after what the user said last.
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
