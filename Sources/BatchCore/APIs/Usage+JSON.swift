extension Usage {
    /// The most tokens that a count can report. A larger number is a server's mistake and counts as not reported. So sums over all rounds
    /// of a batch cannot overflow.
    private static let most = 1 << 40

    /// Reads a `usage` object with the counts in any of the providers' places; nil if it is null, missing or not an object.
    /// - Parameter costMember: the member with the cost in US dollars, if the provider reports one (``CostReport/usageMember``).
    init?(_ value: JSONValue?, costMember: String? = nil) {
        guard let value, value.kind == .object else { return nil }
        func count(_ name: String, in place: JSONValue? = value) -> Int? {
            place?[name]?.int.flatMap { (0...Self.most).contains($0) ? $0 : nil }
        }
        let (prompt, completion) = (value["prompt_tokens_details"], value["completion_tokens_details"])
        self.init(
            // Chat completions; the Responses API.
            prompt: count("prompt_tokens") ?? count("input_tokens"), completion: count("completion_tokens") ?? count("output_tokens"),
            total: count("total_tokens"),
            // DeepSeek; a nesting shown in copies of its page; OpenAI and most; Together.ai's models without reasoning.
            cached: count("prompt_cache_hit_tokens") ?? count("prompt_cache_hit_tokens", in: prompt) ?? count("cached_tokens", in: prompt)
                ?? count("cached_tokens") ?? count("cached_tokens", in: value["input_tokens_details"]),
            // Most; SGLang; the Responses API.
            reasoning: count("reasoning_tokens", in: completion) ?? count("reasoning_tokens")
                ?? count("reasoning_tokens", in: value["output_tokens_details"]),
            cost: costMember.flatMap { value[$0]?.numberText }.flatMap { Dollars($0) },
            raw: value.text)
    }
}
