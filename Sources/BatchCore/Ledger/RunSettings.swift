/// The settings of one run, as its record keeps them. Keys are not among them, nor is the command of a tool program, which may
/// contain some.
package struct RunSettings: Hashable, Sendable {
    /// The provider used if a job names none.
    package var provider: String?
    /// That provider's base URL.
    package var baseURL: String?
    /// The model used if a job names none; nil if the provider's server has only one.
    package var model: String?
    package var streams: Bool
    /// The rule for reasoning in the history; nil if each model's own rule decides.
    package var reasoningHistory: ReasoningHistory?
    /// `provider/model` that takes over the jobs of a provider that stays down.
    package var fallback: String?
    /// The most attempts at one round.
    package var maxAttempts: Int?
    package var requestsPerMinute: Int?
    package var tokensPerMinute: Int?
    /// The path of the file with provider profiles.
    package var profilesFile: String?
    /// The path of the price file.
    package var pricesFile: String?
    /// The run stops when its replies have cost this much.
    package var budget: Dollars?
    /// Whether requests wait for the hours at which a provider is cheaper.
    package var waitsForCheapHours: Bool

    package init(
        provider: String? = nil, baseURL: String? = nil, model: String? = nil, streams: Bool = false,
        reasoningHistory: ReasoningHistory? = nil, fallback: String? = nil, maxAttempts: Int? = nil, requestsPerMinute: Int? = nil,
        tokensPerMinute: Int? = nil, profilesFile: String? = nil, pricesFile: String? = nil, budget: Dollars? = nil,
        waitsForCheapHours: Bool = false
    ) {
        (self.provider, self.baseURL, self.model, self.streams) = (provider, baseURL, model, streams)
        (self.reasoningHistory, self.fallback, self.maxAttempts) = (reasoningHistory, fallback, maxAttempts)
        (self.requestsPerMinute, self.tokensPerMinute) = (requestsPerMinute, tokensPerMinute)
        (self.profilesFile, self.pricesFile, self.budget) = (profilesFile, pricesFile, budget)
        self.waitsForCheapHours = waitsForCheapHours
    }
}

// MARK: JSON

extension RunSettings {
    /// Reads what ``json`` wrote. A member that is missing, or has an unknown value, counts as not set.
    package init(json: JSONText) {
        let json = json.root
        self.init(
            provider: json["provider"]?.string, baseURL: json["base_url"]?.string, model: json["model"]?.string,
            streams: json["stream"]?.bool ?? false,
            reasoningHistory: (json["reasoning_history"]?.string).flatMap { ReasoningHistory(rawValue: $0) },
            fallback: json["fallback"]?.string, maxAttempts: json["max_attempts"]?.int,
            requestsPerMinute: json["requests_per_minute"]?.int, tokensPerMinute: json["tokens_per_minute"]?.int,
            profilesFile: json["providers"]?.string, pricesFile: json["prices"]?.string,
            budget: (json["budget_usd"]?.numberText).flatMap { Dollars($0) }, waitsForCheapHours: json["off_peak"]?.bool ?? false)
    }

    /// An object with every member; null stands for one that is not set.
    package var json: JSONText {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("provider", provider)
        writer.member("base_url", baseURL)
        writer.member("model", model)
        writer.name("stream")
        writer.bool(streams)
        writer.member("reasoning_history", reasoningHistory?.rawValue)
        writer.member("fallback", fallback)
        writer.member("max_attempts", maxAttempts)
        writer.member("requests_per_minute", requestsPerMinute)
        writer.member("tokens_per_minute", tokensPerMinute)
        writer.member("providers", profilesFile)
        writer.member("prices", pricesFile)
        writer.name("budget_usd")
        writer.dollars(budget)
        writer.name("off_peak")
        writer.bool(waitsForCheapHours)
        writer.endObject()
        return writer.text
    }
}
