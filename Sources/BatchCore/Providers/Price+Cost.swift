extension Price {
    /// What an attempt cost that used these tokens.
    ///
    /// Nil where a count that it takes was not told: input and output always, cached input where it has a price of its own.
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
