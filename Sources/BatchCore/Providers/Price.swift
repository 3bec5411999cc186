/// What tokens cost at one time.
package struct TokenRate: Hashable, Sendable {
    /// For an input token from the provider's cache. In picodollars, which are millionths of a dollar for a million tokens.
    package var cachedInput: Int64
    /// For an input token that the cache did not have, in picodollars.
    package var input: Int64
    /// For an output token, reasoning included, in picodollars.
    package var output: Int64

    package init(cachedInput: Int64, input: Int64, output: Int64) {
        (self.cachedInput, self.input, self.output) = (cachedInput, input, output)
    }

    /// In dollars for a million tokens, as price lists have them: cached input, other input, output.
    init(_ cachedInput: Double, _ input: Double, _ output: Double) {
        func picodollars(_ dollars: Double) -> Int64 { Int64((dollars * 1e6).rounded()) }
        self.init(cachedInput: picodollars(cachedInput), input: picodollars(input), output: picodollars(output))
    }

    var doubled: TokenRate { TokenRate(cachedInput: cachedInput * 2, input: input * 2, output: output * 2) }

    /// By which two hours of one price are compared.
    var weight: Int64 { input + output }
}

/// What a provider takes for a model's tokens, from one instant on until another price follows.
package struct Price: Hashable, Sendable {
    /// Hours in which another rate holds.
    package struct Hours: Hashable, Sendable {
        package var when: WeeklyHours
        package var rate: TokenRate

        package init(_ when: WeeklyHours, _ rate: TokenRate) { (self.when, self.rate) = (when, rate) }
    }

    /// Which instant of an attempt decides the hour that it is billed by.
    package enum DecisiveInstant: String, Hashable, Sendable, CaseIterable {
        /// When the request was sent.
        case sent
        /// When the response was complete.
        case completed
    }

    /// The provider's name, as ``Provider/name`` has it.
    package var provider: String
    /// The names that the model goes by.
    package var models: [String]
    /// Included.
    package var from: Instant
    /// Not included. A later price of the model ends this one as well.
    package var until: Instant
    /// Holds outside of all ``hours``.
    package var rate: TokenRate
    /// Where hours overlap, the first count.
    package var hours: [Hours]
    package var decisive: DecisiveInstant

    package init(
        provider: String, models: [String], from: Instant = Instant(nanoseconds: .min), until: Instant = .distantFuture,
        rate: TokenRate, hours: [Hours] = [], decisive: DecisiveInstant = .sent
    ) {
        (self.provider, self.models, self.from, self.until) = (provider, models, from, until)
        (self.rate, self.hours, self.decisive) = (rate, hours, decisive)
    }

    /// What tokens cost at `instant`.
    package func rate(at instant: Instant) -> TokenRate { hours.first { $0.when.contains(instant) }?.rate ?? rate }

    /// The cheapest rate that any hour of a week has.
    var cheapest: TokenRate {
        // Rates change at edges alone, and those of the epoch's week are those of any.
        let rates = (hours.flatMap { $0.when.edges(after: .epoch) } + [.epoch]).map { rate(at: $0) }
        return rates.min { $0.weight < $1.weight } ?? rate
    }

    /// Whether the price changes with the hour.
    package var hasHours: Bool { hours.contains { $0.rate.weight != cheapest.weight } || rate.weight != cheapest.weight }
}
