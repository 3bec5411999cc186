import BatchEngine

/// The body of a request for a chat completion, checked as a real server checks it
/// (https://api-docs.deepseek.com/api/create-chat-completion).
struct ChatRequest {
    let basics: RequestBasics
    let messages: ChatMessages
    /// The functions that the model may call.
    let tools: [ToolDefinition]
    let toolChoice: ToolChoice
    /// Whether the model thinks before it answers.
    let thinks: Bool

    /// - Parameters:
    ///   - models: the models that are served; nil for all.
    ///   - isBeta: whether it was sent to the base URL of the features that are on trial.
    init(_ body: [UInt8], models: [String]?, isBeta: Bool) throws(Refusal) {
        let root = try RequestBasics.object(body)
        basics = try RequestBasics(root, models: models)
        thinks = Self.thinks(model: basics.model, root)
        tools = try ToolDefinition.list(root, isBeta: isBeta)
        toolChoice = try ToolChoice(root["tool_choice"], tools: tools)
        messages = try ChatMessages(root, wantsReasoning: thinks && !tools.isEmpty, isBeta: isBeta)
    }

    /// Whether a fault can happen to the reply: those of tool calls need some.
    func canMeet(_ fault: Fault.Kind) -> Bool {
        switch fault {
        case .badArguments, .unknownFunction: !ToolPlan(for: self).steps.isEmpty
        default: true
        }
    }

    /// DeepSeek's models of today think unless they are told not to; the simulator's own, `simulated-chat`, does not.
    private static func thinks(model: String, _ root: JSONValue) -> Bool {
        let name = model.lowercased()
        guard ["reason", "v4", "flash"].contains(where: { name.contains($0) }) else { return false }
        return root["thinking"]?["type"]?.string != "disabled" && root["reasoning_effort"]?.string != "none"
    }
}
