import BatchCore

extension ChatRequest: GenerationRequest {
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
        // The client joins the prefix and the reply into one message.
        var next = messages.conversation
        next.addReply(
            (messages.prefix ?? []) + (reply.content ?? []), thoughts: messages.readsThoughts ? reply.reasoning : nil,
            toolCalls: reply.toolCalls.isEmpty ? nil : reply.toolCalls.json.bytes)
        return next
    }
}
