import BatchCore

/// Tokens in and out, as one phrase: `in 1,200 (45.6 % cached), out 660 (80 of them reasoning)`.
struct TokenPhrase: CustomStringConvertible {
    private let counts: Counts

    init(_ counts: Counts) { self.counts = counts }

    var description: String {
        "in \(counts.promptTokens.grouped) (\(counts.cachedTokens.share(of: counts.promptTokens)) cached), "
            + "out \(counts.completionTokens.grouped)"
            + (counts.reasoningTokens > 0 ? " (\(counts.reasoningTokens.grouped) of them reasoning)" : "")
    }
}
