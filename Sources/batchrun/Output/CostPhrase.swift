import BatchCore

/// Money spent, as one phrase: `$0.0123, $0.0456 saved by the cache`.
struct CostPhrase: CustomStringConvertible {
    private let counts: Counts

    init(_ counts: Counts) { self.counts = counts }

    var description: String {
        if counts.roundsWithoutCost == counts.rounds, counts.wastedCost == .zero { return counts.rounds == 0 ? "$0" : "unknown" }
        return counts.cost.shown + (counts.savedByCache > .zero ? ", \(counts.savedByCache.shown) saved by the cache" : "")
            + (counts.wastedCost > .zero ? "; \(counts.wastedCost.shown) more for failed attempts" : "")
            + (counts.roundsWithoutCost > 0 ? "; unknown for \(counts.roundsWithoutCost.counted("round"))" : "")
    }
}
