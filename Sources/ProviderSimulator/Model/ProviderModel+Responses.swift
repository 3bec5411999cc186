import BatchCore

extension ProviderModel {
    /// The conversation that a request of the Responses API continues, as messages. Empty if it names none or
    /// if the provider silently ignores it.
    /// - Throws: a refusal if the id is unknown and the provider reports that.
    mutating func history(of root: JSONValue, _ flavour: Flavour, at now: Instant) throws(Refusal) -> JSONItems {
        guard let value = root["previous_response_id"], !value.isNull else { return JSONItems() }
        guard let id = value.string else {
            throw Refusal(
                status: 400, message: "Invalid type for 'previous_response_id': expected a string.", code: "invalid_type",
                param: "previous_response_id")
        }
        let entry = responses[id]
        let found: ResponseStore.Entry?
        var forgetsInSilence = flavour.responses.forgetsInSilence
        switch options.responseState ?? flavour.responses.state {
        case .kept: found = entry
        case .dropped: (found, forgetsInSilence) = (nil, true)
        case .delayed(let delay): (found, forgetsInSilence) = (entry.flatMap { $0.since + delay <= now ? $0 : nil }, true)
        case .lost(let share): (found, forgetsInSilence) = (isLost(id, share) ? nil : entry, false)
        }
        guard let found else {
            guard forgetsInSilence else {
                statistics.historiesLost += 1
                throw Refusal(
                    status: 404, message: "Previous response with id '\(id)' not found.", code: "previous_response_not_found",
                    param: "previous_response_id")
            }
            statistics.historiesDropped += 1
            return JSONItems()
        }
        statistics.historiesKept += 1
        return found.conversation
    }

    /// Whether an id is lost, which depends only on the seed and the id.
    private func isLost(_ id: String, _ share: Double) -> Bool {
        var fingerprint = RollingFingerprint(seed: RollingFingerprint.mix(options.seed))
        fingerprint.add(id.utf8)
        var chance = SeededGenerator(seed: fingerprint.value)
        return chance.happens(share)
    }

    /// Keeps the conversation, if the provider does that.
    /// - Parameter end: the time at which the client has the response.
    mutating func keep(_ generation: Generation, of request: any GenerationRequest, until end: Instant) {
        guard let request = request as? ResponsesRequest, request.isToBeKept, generation.shown == .whole,
            options.responseState ?? generation.flavour.responses.state != .dropped
        else { return }
        responses.keep(
            .init(conversation: request.conversation(with: generation.completion), since: end),
            id: ResponseRendering(generation: generation, request: request).id)
    }
}
