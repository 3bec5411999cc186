import BatchCore

extension Completion {
    init(of request: ChatRequest, options: SimulatorOptions) {
        func seed(_ start: PromptStart?) -> UInt64 {
            var fingerprint = start?.fingerprint ?? RollingFingerprint()
            fingerprint.add(request.basics.model.utf8)
            return fingerprint.value ^ RollingFingerprint.mix(options.replySeed)
        }
        let (messages, basics) = (request.messages, request.basics)
        var chanceOfID = SeededGenerator(seed: RollingFingerprint.mix(seed(messages.starts.last) &+ UInt64(basics.maxTokens ?? 0)))
        self.init(id: Self.id(&chanceOfID))
        // The text depends neither on where it is cut nor on a prefix. So a reply that was cut and continued equals the reply
        // that was not cut.
        var chance = SeededGenerator(seed: RollingFingerprint.mix(seed(messages.conversation)))
        // The first numbers are used for ids only.
        _ = Self.id(&chance)
        let count = Self.length(options.replyTokens, &chance)
        var room = basics.maxTokens ?? .max / 100
        if request.parameters.thinks {
            let isTooLittle = room < basics.era.fewestTokensToAnswer
            let drawn = 10 + Int(chance.next() % 50)
            let text = ReplyText.reasoning(on: request, count: isTooLittle ? max(drawn, room) : drawn, seed: chance.next())
            if !messages.prefixHasReasoning {
                // At most half of the room, so that there is an answer after it.
                reasoning = Tokens.cut(text, to: isTooLittle ? room : room / 2)
                room -= reasoningTokens
                if isTooLittle {
                    (content, finishReason) = ([], "length")
                    return
                }
            }
        }
        let textSeed = chance.next()
        let plan = ToolPlan(for: request)
        if plan.steps.isEmpty {
            let text =
                if let format = request.json {
                    JSONReply.text(to: request, as: format, count: count, seed: textSeed)
                } else {
                    ReplyText.reply(to: request, count: count, seed: textSeed)
                }
            let rest = messages.prefix.map { Continuation.of(text, after: $0, request: request, count: count, seed: textSeed) }
            say(rest ?? text, within: room, stops: basics.stops)
        } else {
            call(plan, for: request, seed: textSeed, within: room)
        }
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
            toolCalls = toolCalls.cut(to: room)
            if toolCalls.isEmpty { content = content ?? [] }
            finishReason = "length"
        }
    }
}
