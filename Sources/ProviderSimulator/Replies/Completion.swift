import BatchCore

/// What the model generated for a request. It follows from the conversation, the model, what the request asks for and the
/// reply seed, and from nothing else, so that two runs can be compared byte for byte.
struct Completion {
    /// Nil where nothing is said beside calls of functions.
    var content: [UInt8]?
    /// Nil where the model does not think.
    var reasoning: [UInt8]?
    var toolCalls: [ToolCall] = []
    /// `stop`, `tool_calls`, or `length` where `max_tokens` cut the reply.
    var finishReason = "stop"
    /// What is shown before the content though it was not generated: the prompt, where the request wants it back.
    var echo: [UInt8] = []
    /// Names the response: 32 hexadecimal digits.
    let id: String

    var reasoningTokens: Int { Tokens.count(of: reasoning ?? []) }
    var callTokens: Int { toolCalls.reduce(0) { $0 + $1.tokens } }
    var completionTokens: Int { reasoningTokens + Tokens.count(of: content ?? []) + callTokens }

    init(id: String) { self.id = id }

    /// Says `text` as far as it goes.
    mutating func say(_ text: [UInt8], within room: Int, stops: [[UInt8]] = []) {
        let meant = Self.text(text, upTo: stops)
        let said = Tokens.cut(meant, to: room)
        content = said
        if said.count < meant.count { finishReason = "length" }
    }

    /// Breaks the reply off in the middle.
    private mutating func interrupt(finishReason: String) {
        if toolCalls.isEmpty {
            content = content.map { Tokens.cut($0, to: max(1, Tokens.count(of: $0) / 2)) }
        } else {
            toolCalls = toolCalls.cut(to: callTokens / 2)
        }
        self.finishReason = finishReason
    }

    /// Goes wrong, where the fault is one of the model's own.
    /// - Parameter tools: the functions that the model may call.
    mutating func meet(_ fault: Fault.Kind?, tools: [ToolDefinition]) {
        switch fault {
        case .insufficientResource: interrupt(finishReason: "insufficient_system_resource")
        case .badArguments where !toolCalls.isEmpty:
            toolCalls[0].arguments = Array(toolCalls[0].arguments.prefix(toolCalls[0].arguments.count / 2))
        case .unknownFunction where !toolCalls.isEmpty:
            while tools.contains(where: { $0.name == toolCalls[0].name }) { toolCalls[0].name += "_2" }
        case .invalidJSON: content = content.map { Array($0.prefix($0.count / 2)) }
        default: break
        }
    }

    /// What of `text` comes before the first of `stops` that occurs in it.
    private static func text(_ text: [UInt8], upTo stops: [[UInt8]]) -> [UInt8] {
        guard !stops.isEmpty else { return text }
        let end = text.indices.first { place in stops.contains { text[place...].starts(with: $0) } }
        return end.map { Array(text[..<$0]) } ?? text
    }

    /// How many tokens a reply has.
    static func length(_ range: ClosedRange<Int>, _ chance: inout SeededGenerator) -> Int {
        // Squared, so that short replies are more frequent than long ones, as they are in life.
        let share = chance.unit() * chance.unit()
        return range.lowerBound + Int(share * Double(range.upperBound - range.lowerBound))
    }

    static func id(_ chance: inout SeededGenerator) -> String { hexadecimal(chance.next()) + hexadecimal(chance.next()) }

    static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
