import BatchCore

/// The functions that the model calls in a reply. The user's words decide, so that a script can ask for calls:
///
/// - The model calls each function whose name is a word of the last user message, all in one reply. After their results it
///   answers with text.
/// - If the message contains "step by step", the model makes the same calls one by one, each in a separate reply.
/// - `tool_choice` takes precedence. With `none` nothing is called. With `required` the first function is called if the words
///   ask for no more calls. A named function is called in every reply.
///
/// The text after a name, up to the next name, determines the arguments: "get_weather Paris, get_weather Rome".
struct ToolPlan {
    /// A function to call, and the words for its arguments.
    struct Step {
        var tool: ToolDefinition
        var words: [UInt8]
    }

    /// The calls of this reply; empty for a reply with text.
    let steps: [Step]

    /// The greatest number of calls for one message.
    static let most = 128

    init(for request: ChatRequest) {
        // A continued text contains no calls.
        guard request.toolChoice != .none, request.messages.prefix == nil else {
            steps = []
            return
        }
        let text = request.messages.lastUserText
        let script = Self.script(in: text, of: request.tools)
        let isStepwise = String(decoding: text, as: UTF8.self).lowercased().contains("step by step")
        let made = request.messages.callsMade
        let next = isStepwise ? Array(script.dropFirst(made).prefix(1)) : made == 0 ? script : []
        func call(of tool: ToolDefinition) -> Step { script.first { $0.tool.name == tool.name } ?? Step(tool: tool, words: text) }
        switch request.toolChoice {
        case .none, .auto: steps = next
        case .required: steps = next.isEmpty ? request.tools.prefix(1).map(call) : next
        case .named(let name): steps = request.tools.filter { $0.name == name }.map(call)
        }
    }

    /// The calls that `text` asks for, in order.
    private static func script(in text: [UInt8], of tools: [ToolDefinition]) -> [Step] {
        let toolsByName = Dictionary(tools.map { (Array($0.name.utf8)[...], $0) }) { first, _ in first }
        let names = text.split { !ToolDefinition.isNameByte($0) }.filter { toolsByName[$0] != nil }.prefix(most)
        let ends = names.dropFirst().map(\.startIndex) + [text.endIndex]
        return zip(names, ends).compactMap { name, end in
            toolsByName[name].map { Step(tool: $0, words: Array(text[name.endIndex..<end])) }
        }
    }
}
