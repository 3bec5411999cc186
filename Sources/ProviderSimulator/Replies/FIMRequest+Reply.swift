import BatchCore

extension FIMRequest: GenerationRequest {
    func canMeet(_ fault: Fault.Kind, _ options: SimulatorOptions) -> Bool {
        !Fault.Kind.ofModel.contains(fault) && !Fault.Kind.ofResponses.contains(fault)
    }

    func completion(_ options: SimulatorOptions) -> Completion { Completion(of: self, options: options) }

    func rendering(of generation: Generation) -> any Rendered {
        Rendering(generation: generation, form: .text, logprobs: logprobs.map(Logprobs.init))
    }

    func next(after reply: Completion) -> PromptStart { Self.start(of: prompt + (reply.content ?? [])) }
}

extension Completion {
    init(of request: FIMRequest, options: SimulatorOptions) {
        var fingerprint = request.starts.last?.fingerprint ?? RollingFingerprint()
        fingerprint.add(request.basics.model.utf8)
        var chance = SeededGenerator(seed: RollingFingerprint.mix(fingerprint.value ^ RollingFingerprint.mix(options.replySeed)))
        self.init(id: Self.id(&chance))
        let count = Self.length(options.replyTokens, &chance)
        let text = ReplyText.filling(of: request, count: count, seed: chance.next())
        say(text, within: request.basics.maxTokens ?? .max / 100, stops: request.basics.stops)
        if request.echoes { echo = request.prompt }
    }
}
