extension EngineCore {
    /// The model that the conversation's rounds are asked of.
    func askedModel(ofSlot slot: SlotID) -> AskedModel {
        let account = accounts[window[slot].account].settings
        return AskedModel(provider: account.provider, model: window[slot].conversation.job.model ?? account.model)
    }

    /// What an attempt cost, whether a reply came of it or not: what the provider says, else what the price list makes of the
    /// tokens that it told. Nil where nothing was told, or no price is known.
    func cost(of result: AttemptResult, from asked: AskedModel) -> Cost? {
        guard let usage = result.outcome.usage else { return nil }
        var answered: String?
        if case .replied(let reply) = result.outcome { answered = reply.model }
        let listed = settings.prices.price(provider: asked.provider, asked: asked.model, answered: answered, at: result.startedAt)?
            .cost(of: usage, sentAt: result.startedAt, completedAt: result.startedAt + result.latency)
        return usage.cost.map { Cost(total: $0, savedByCache: listed?.savedByCache) } ?? listed
    }

    /// The budget that is used up, where one is.
    var reachedBudget: StopReason? {
        if let budget = settings.tokenBudget, tally.counts.totalTokens >= budget { return .tokenBudget(budget) }
        guard let budget = settings.costBudget else { return nil }
        if let unknown = tally.roundsWithoutCost.keys.min() { return .costUnknown(unknown) }
        return tally.counts.totalCost >= budget ? .costBudget(budget) : nil
    }

    /// The hindrance that the hour is, where cheaper ones are waited for.
    func peak(ofSlot slot: SlotID, at now: Instant) -> AccountSchedule.Hindrance? {
        guard settings.waitsForCheapHours else { return nil }
        let asked = askedModel(ofSlot: slot)
        return asked.model.flatMap { settings.prices.nextCheapInstant(provider: asked.provider, model: $0, after: now) }
            .map { .peakHours(until: $0) }
    }
}
