import BatchCore

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
