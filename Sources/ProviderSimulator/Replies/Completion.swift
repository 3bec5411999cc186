// Replies: what the model generates for a request, and how it is written to the client.

import BatchCore

/// What the model generates for a request. It depends only on the conversation, the model, the request's parameters and the
/// reply seed, so that two runs can be compared byte for byte.
struct Completion {
    /// Nil if the reply only calls functions.
    var content: [UInt8]?
    /// Nil if the model does not think.
    var reasoning: [UInt8]?
    var toolCalls: [ToolCall] = []
    /// `stop`, `tool_calls`, or `length` if `max_tokens` cut the reply.
    var finishReason = "stop"
    /// Text shown before the content and not generated: the prompt, if the request asks for it back.
    var echo: [UInt8] = []
    /// The response's name: 32 hexadecimal digits.
    let id: String

    var reasoningTokens: Int { Tokens.count(of: reasoning ?? []) }
    var callTokens: Int { toolCalls.reduce(0) { $0 + $1.tokens } }
    var completionTokens: Int { reasoningTokens + Tokens.count(of: content ?? []) + callTokens }

    init(id: String) { self.id = id }

    /// Sets `text` as the content, up to the first stop and to `room` tokens.
    mutating func say(_ text: [UInt8], within room: Int, stops: [[UInt8]] = []) {
        let meant = Self.text(text, upTo: stops)
        let said = Tokens.cut(meant, to: room)
        content = said
        if said.count < meant.count { finishReason = "length" }
    }

    /// Cuts the reply in the middle.
    private mutating func interrupt(finishReason: String) {
        if toolCalls.isEmpty {
            content = content.map { Tokens.cut($0, to: max(1, Tokens.count(of: $0) / 2)) }
        } else {
            toolCalls = toolCalls.cut(to: callTokens / 2)
        }
        self.finishReason = finishReason
    }

    /// Applies the fault, if it is one of the model's.
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

    /// The part of `text` before the first of `stops`.
    private static func text(_ text: [UInt8], upTo stops: [[UInt8]]) -> [UInt8] {
        guard !stops.isEmpty else { return text }
        let end = text.indices.first { place in stops.contains { text[place...].starts(with: $0) } }
        return end.map { Array(text[..<$0]) } ?? text
    }

    /// The number of tokens of a reply.
    static func length(_ range: ClosedRange<Int>, _ chance: inout SeededGenerator) -> Int {
        // Squared, so that short replies are more frequent than long ones, as with real models.
        let share = chance.unit() * chance.unit()
        return range.lowerBound + Int(share * Double(range.upperBound - range.lowerBound))
    }

    static func id(_ chance: inout SeededGenerator) -> String { hexadecimal(chance.next()) + hexadecimal(chance.next()) }

    static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
