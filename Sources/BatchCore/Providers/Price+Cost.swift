extension Price {
    /// The cost of an attempt with these token counts.
    ///
    /// Nil if a needed count is unknown: input and output always, cached input if it has a price of its own.
    package func cost(of usage: Usage, sentAt: Instant, completedAt: Instant) -> Cost? {
        let rate = rate(at: decisive == .sent ? sentAt : completedAt)
        guard let prompt = usage.prompt, let completion = usage.completion,
            let cached = usage.cached ?? (rate.cachedInput == rate.input ? 0 : nil), cached <= prompt,
            let cachedCost = Dollars.product(cached, rate.cachedInput), let cachedAsInput = Dollars.product(cached, rate.input),
            let inputCost = Dollars.product(prompt - cached, rate.input), let outputCost = Dollars.product(completion, rate.output)
        else { return nil }
        return Cost(total: cachedCost + inputCost + outputCost, savedByCache: cachedAsInput - cachedCost)
    }
}
