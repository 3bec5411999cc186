/// The prices of the three kinds of tokens at one time.
package struct TokenRate: Hashable, Sendable {
    /// Picodollars per input token from the provider's cache. A picodollar per token is a millionth of a dollar per million tokens.
    package var cachedInput: Int64
    /// Picodollars per input token that was not in the cache.
    package var input: Int64
    /// Picodollars per output token, reasoning included.
    package var output: Int64

    package init(cachedInput: Int64, input: Int64, output: Int64) {
        (self.cachedInput, self.input, self.output) = (cachedInput, input, output)
    }

    /// Converts dollars per million tokens, as price lists give them: cached input, other input, output.
    init(_ cachedInput: Double, _ input: Double, _ output: Double) {
        func picodollars(_ dollars: Double) -> Int64 { Int64((dollars * 1e6).rounded()) }
        self.init(cachedInput: picodollars(cachedInput), input: picodollars(input), output: picodollars(output))
    }

    var doubled: TokenRate { TokenRate(cachedInput: cachedInput * 2, input: input * 2, output: output * 2) }

    /// The measure by which two rates of one price are compared.
    var weight: Int64 { input + output }
}

/// A provider's price of a model's tokens during one period.
package struct Price: Hashable, Sendable {
    /// Hours with another rate than the rest of the period.
    package struct Hours: Hashable, Sendable {
        package var when: WeeklyHours
        package var rate: TokenRate

        package init(_ when: WeeklyHours, _ rate: TokenRate) { (self.when, self.rate) = (when, rate) }
    }

    /// The instant of an attempt that decides which hour's rate applies.
    package enum DecisiveInstant: String, Hashable, Sendable, CaseIterable {
        /// The time when the request was sent.
        case sent
        /// The time when the response was complete.
        case completed
    }

    /// The provider's name (``Provider/name``).
    package var provider: String
    /// All names of the model.
    package var models: [String]
    /// The beginning of the period, included.
    package var from: Instant
    /// The end of the period, not included. A later price of the model also ends it.
    package var until: Instant
    /// The rate outside all ``hours``.
    package var rate: TokenRate
    /// If hours overlap, the first count.
    package var hours: [Hours]
    package var decisive: DecisiveInstant

    package init(
        provider: String, models: [String], from: Instant = Instant(nanoseconds: .min), until: Instant = .distantFuture,
        rate: TokenRate, hours: [Hours] = [], decisive: DecisiveInstant = .sent
    ) {
        (self.provider, self.models, self.from, self.until) = (provider, models, from, until)
        (self.rate, self.hours, self.decisive) = (rate, hours, decisive)
    }

    /// The rate at `instant`.
    package func rate(at instant: Instant) -> TokenRate { hours.first { $0.when.contains(instant) }?.rate ?? rate }

    /// The lowest rate of any hour of a week.
    var cheapest: TokenRate {
        // Rates change at edges only, and every week has the same edges as the week of the epoch.
        let rates = (hours.flatMap { $0.when.edges(after: .epoch) } + [.epoch]).map { rate(at: $0) }
        return rates.min { $0.weight < $1.weight } ?? rate
    }

    /// Whether the rate depends on the hour.
    package var hasHours: Bool { hours.contains { $0.rate.weight != cheapest.weight } || rate.weight != cheapest.weight }
}

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
