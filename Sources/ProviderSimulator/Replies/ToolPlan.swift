import BatchCore

/// Which functions the model calls in a reply. The user's words decide, so that a script can ask for calls:
///
/// - Each time that the user's last message names a function, as a word of its own, the model calls it: all of them in one
///   reply. When their results have come, the model answers in words.
/// - Where the message says "step by step", the model makes the same calls one after the other, one in each reply.
/// - `tool_choice` goes before the words: with `none` nothing is called; with `required` the first function is called where
///   the words ask for none (any more); a named function is called in every reply.
///
/// What follows after a name, up to the next, becomes the arguments: "get_weather Paris, get_weather Rome".
struct ToolPlan {
    /// A function to call, and the words to make arguments of.
    struct Step {
        var tool: ToolDefinition
        var words: [UInt8]
    }

    /// The calls of this reply; none for a reply in words.
    let steps: [Step]

    /// The most calls that one message asks for.
    static let most = 128

    init(for request: ChatRequest) {
        // Who goes on from words stays with words.
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

    /// What the words of `text` ask for, in their order.
    private static func script(in text: [UInt8], of tools: [ToolDefinition]) -> [Step] {
        let toolsByName = Dictionary(tools.map { (Array($0.name.utf8)[...], $0) }) { first, _ in first }
        let names = text.split { !ToolDefinition.isNameByte($0) }.filter { toolsByName[$0] != nil }.prefix(most)
        let ends = names.dropFirst().map(\.startIndex) + [text.endIndex]
        return zip(names, ends).compactMap { name, end in
            toolsByName[name].map { Step(tool: $0, words: Array(text[name.endIndex..<end])) }
        }
    }
}
