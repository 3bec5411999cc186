import BatchEngine

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
    /// Names the response: 32 hexadecimal digits.
    let id: String

    var reasoningTokens: Int { Tokens.count(of: reasoning ?? []) }
    private var callTokens: Int { toolCalls.reduce(0) { $0 + $1.tokens } }
    var completionTokens: Int { reasoningTokens + Tokens.count(of: content ?? []) + callTokens }

    init(of request: ChatRequest, options: SimulatorOptions) {
        func seed(_ start: PromptStart?) -> UInt64 {
            var fingerprint = start?.fingerprint ?? RollingFingerprint()
            fingerprint.add(request.basics.model.utf8)
            return fingerprint.value ^ RollingFingerprint.mix(options.replySeed)
        }
        let (messages, basics) = (request.messages, request.basics)
        var chanceOfID = SeededGenerator(seed: RollingFingerprint.mix(seed(messages.starts.last) &+ UInt64(basics.maxTokens ?? 0)))
        id = Self.id(&chanceOfID)
        // The text does not depend on where it is cut, nor on the prefix that it may go on from: so a reply that was cut and
        // gone on from is the reply that was not cut.
        var chance = SeededGenerator(seed: RollingFingerprint.mix(seed(messages.conversation)))
        // The numbers that come first are spent on ids alone.
        _ = Self.id(&chance)
        let count = Self.length(options.replyTokens, &chance)
        var room = basics.maxTokens ?? .max / 100
        if request.thinks {
            // Half of what is allowed at most, so that there is always an answer after it.
            let text = ReplyText.reasoning(on: request, count: 10 + Int(chance.next() % 50), seed: chance.next())
            if !messages.prefixHasReasoning {
                reasoning = Self.cut(text, to: room / 2)
                room -= reasoningTokens
            }
        }
        let textSeed = chance.next()
        let plan = ToolPlan(for: request)
        if plan.steps.isEmpty {
            let text = ReplyText.reply(to: request, count: count, seed: textSeed)
            let rest = messages.prefix.map { Continuation.of(text, after: $0, request: request, count: count, seed: textSeed) }
            say(rest ?? text, within: room, stops: basics.stops)
        } else {
            call(plan, for: request, seed: textSeed, within: room)
        }
    }

    private mutating func say(_ text: [UInt8], within room: Int, stops: [[UInt8]] = []) {
        let meant = Self.text(text, upTo: stops)
        let said = Self.cut(meant, to: room)
        content = said
        if said.count < meant.count { finishReason = "length" }
    }

    private mutating func call(_ plan: ToolPlan, for request: ChatRequest, seed: UInt64, within room: Int) {
        var chance = SeededGenerator(seed: seed)
        var room = room
        if chance.happens(0.25) {
            say(ReplyText.announcement(seed: chance.next()), within: room)
            room -= Tokens.count(of: content ?? [])
        }
        for (index, step) in plan.steps.enumerated() {
            let id = "call_" + (index < 10 ? "0" : "") + "\(index)_" + Self.hexadecimal(chance.next())
            let arguments = Arguments.text(
                for: step.tool, words: step.words, otherwise: request.messages.lastUserText, seed: chance.next())
            toolCalls.append(ToolCall(id: id, name: step.tool.name, arguments: arguments))
        }
        finishReason = "tool_calls"
        if callTokens > room {
            toolCalls = Self.cut(toolCalls, to: room)
            if toolCalls.isEmpty { content = content ?? [] }
            finishReason = "length"
        }
    }

    /// Breaks the reply off in the middle.
    private mutating func interrupt(finishReason: String) {
        if toolCalls.isEmpty {
            content = content.map { Self.cut($0, to: max(1, Tokens.count(of: $0) / 2)) }
        } else {
            toolCalls = Self.cut(toolCalls, to: callTokens / 2)
        }
        self.finishReason = finishReason
    }

    /// Goes wrong, where the fault is one of the model's own.
    mutating func meet(_ fault: Fault.Kind?, request: ChatRequest) {
        switch fault {
        case .insufficientResource: interrupt(finishReason: "insufficient_system_resource")
        case .badArguments where !toolCalls.isEmpty:
            toolCalls[0].arguments = Array(toolCalls[0].arguments.prefix(toolCalls[0].arguments.count / 2))
        case .unknownFunction where !toolCalls.isEmpty:
            while request.tools.contains(where: { $0.name == toolCalls[0].name }) { toolCalls[0].name += "_2" }
        default: break
        }
    }

    /// What of `text` comes before the first of `stops` that occurs in it.
    private static func text(_ text: [UInt8], upTo stops: [[UInt8]]) -> [UInt8] {
        guard !stops.isEmpty else { return text }
        let end = text.indices.first { place in stops.contains { text[place...].starts(with: $0) } }
        return end.map { Array(text[..<$0]) } ?? text
    }

    private static func cut(_ text: [UInt8], to limit: Int) -> [UInt8] {
        // The rule of thumb gives no byte more than 0.6 tokens: short texts need no count.
        guard text.count * 6 > limit * 10 else { return text }
        let count = Tokens.prefixCount(of: text, limit: limit)
        return count < text.count ? Array(text[..<count]) : text
    }

    /// The calls that so many tokens suffice for, the last of them with a part of its arguments.
    private static func cut(_ calls: [ToolCall], to limit: Int) -> [ToolCall] {
        var room = limit
        var kept: [ToolCall] = []
        for var call in calls {
            let roomForArguments = room - Tokens.count(of: call.name.utf8)
            guard roomForArguments >= 0 else { break }
            room -= call.tokens
            call.arguments = cut(call.arguments, to: roomForArguments)
            kept.append(call)
            if room < 0 { break }
        }
        return kept
    }

    /// How many tokens a reply has.
    private static func length(_ range: ClosedRange<Int>, _ chance: inout SeededGenerator) -> Int {
        // Squared, so that short replies are more frequent than long ones, as they are in life.
        let share = chance.unit() * chance.unit()
        return range.lowerBound + Int(share * Double(range.upperBound - range.lowerBound))
    }

    private static func id(_ chance: inout SeededGenerator) -> String { hexadecimal(chance.next()) + hexadecimal(chance.next()) }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
