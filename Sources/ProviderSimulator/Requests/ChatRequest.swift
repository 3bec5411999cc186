import BatchEngine

/// The body of a request for a chat completion, checked as a real server checks it
/// (https://api-docs.deepseek.com/api/create-chat-completion).
struct ChatRequest: GenerationRequest {
    let basics: RequestBasics
    let messages: ChatMessages
    /// The functions that the model may call.
    let tools: [ToolDefinition]
    let toolChoice: ToolChoice
    /// Set where the reply must be JSON.
    let json: JSONFormat?
    /// Whether the model thinks before it answers.
    let thinks: Bool

    var starts: [PromptStart] { messages.starts }
    var turn: Int { messages.turn }
    var form: Rendering.Form { .chat }

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
        json = try JSONFormat.of(root)
    }

    func canMeet(_ fault: Fault.Kind) -> Bool {
        switch fault {
        case .badArguments, .unknownFunction: !ToolPlan(for: self).steps.isEmpty
        case .invalidJSON: json != nil && ToolPlan(for: self).steps.isEmpty
        default: true
        }
    }

    func completion(_ options: SimulatorOptions) -> Completion { Completion(of: self, options: options) }

    func next(after reply: Completion) -> PromptStart {
        // The client makes one message of the words that it began with and of those that went on.
        var next = messages.conversation
        next.addReply((messages.prefix ?? []) + (reply.content ?? []), toolCalls: reply.toolCalls.isEmpty ? nil : reply.toolCalls.json)
        return next
    }

    /// DeepSeek's models of today think unless they are told not to; the simulator's own, `simulated-chat`, does not.
    private static func thinks(model: String, _ root: JSONValue) -> Bool {
        let name = model.lowercased()
        guard ["reason", "v4", "flash"].contains(where: { name.contains($0) }) else { return false }
        return root["thinking"]?["type"]?.string != "disabled" && root["reasoning_effort"]?.string != "none"
    }
}
