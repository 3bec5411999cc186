import BatchCore

extension ResponsesRequest: GenerationRequest {
    func canMeet(_ fault: Fault.Kind, _ options: SimulatorOptions) -> Bool {
        Fault.Kind.ofResponses.contains(fault) || chat.canMeet(fault, options)
    }

    func completion(_ options: SimulatorOptions) -> Completion { chat.completion(options) }

    func rendering(of generation: Generation) -> any Rendered { ResponseRendering(generation: generation, request: self) }

    func next(after reply: Completion) -> PromptStart { chat.next(after: reply) }

    func errorEvent(_ message: String, of flavour: Flavour, _ form: SimulatorOptions.StreamForm) -> [UInt8] {
        var events = ResponseEvents(form)
        events.addError(message)
        return events.list[0].bytes
    }

    /// The conversation with its reply, as messages.
    func conversation(with reply: Completion) -> JSONItems {
        var conversation = conversation
        let message = AssistantMessage(content: reply.content, reasoning: reply.reasoning, calls: reply.toolCalls)
        conversation.append { message.write(to: &$0) }
        return conversation
    }
}
