// Requests: what clients ask for, read and checked as a real server does it. An error in a request becomes a `Refusal`.

import BatchCore

/// The body of a request for a chat completion, checked as a real server checks it
/// (https://api-docs.deepseek.com/api/create-chat-completion).
struct ChatRequest {
    let basics: RequestBasics
    let messages: ChatMessages
    /// The functions that the model may call.
    let tools: [ToolDefinition]
    let toolChoice: ToolChoice
    /// The form of a reply that must be JSON; nil for text.
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
}
