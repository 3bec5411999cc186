import BatchCore

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
    let parameters: ChatParameters

    var starts: [PromptStart] { messages.starts }
    var turn: Int { messages.turn }

    /// - Parameter root: the body of the request.
    init(_ root: JSONValue, _ terms: Terms) throws(Refusal) {
        basics = try RequestBasics(root, terms)
        parameters = try ChatParameters(root, model: basics.model, era: basics.era, terms)
        tools = try ToolDefinition.list(root, terms)
        toolChoice = try ToolChoice(root["tool_choice"], tools: tools)
        if parameters.thinks, toolChoice.isForced, terms.flavour.isHeldToDeepSeek {
            throw Refusal(status: 400, message: "Thinking mode does not support this tool_choice")
        }
        let rule = ThoughtsRule(basics.era, thinks: parameters.thinks, hasTools: !tools.isEmpty, terms.earlierThoughts)
        messages = try ChatMessages(root, tools: tools, thoughts: rule, terms)
        json = try JSONFormat.of(root, terms)
    }

    func canMeet(_ fault: Fault.Kind, _ options: SimulatorOptions) -> Bool {
        guard Fault.Kind.ofModel.contains(fault) else { return !Fault.Kind.ofResponses.contains(fault) }
        let completion = completion(options)
        return fault == .invalidJSON
            ? json != nil && completion.content?.isEmpty == false && completion.toolCalls.isEmpty : !completion.toolCalls.isEmpty
    }

    func completion(_ options: SimulatorOptions) -> Completion { Completion(of: self, options: options) }

    func rendering(of generation: Generation) -> any Rendered {
        Rendering(generation: generation, form: .chat, logprobs: parameters.logprobs.map(Logprobs.init))
    }

    func next(after reply: Completion) -> PromptStart {
        // The client makes one message of the words that it began with and of those that went on.
        var next = messages.conversation
        next.addReply(
            (messages.prefix ?? []) + (reply.content ?? []), thoughts: messages.readsThoughts ? reply.reasoning : nil,
            toolCalls: reply.toolCalls.isEmpty ? nil : reply.toolCalls.json)
        return next
    }
}
