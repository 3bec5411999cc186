import BatchCore
import Testing

@Suite("Counts of a batch")
struct CountsTests {
    @Test("add member by member, and zero adds nothing")
    func addition() {
        var sum = Self.counts + Self.counts
        #expect(sum.jobs == 20 && sum.rounds == 14 && sum.cost == Dollars(picodollars: 12) && sum.roundsWithoutCost == 4)
        sum += .zero
        #expect(sum == Self.counts + Self.counts)
        #expect(sum.pending == 2 * Self.counts.pending && Self.counts.pending == 3)
        #expect(Self.counts.totalTokens == 6 && Self.counts.totalCost == Dollars(picodollars: 8))
    }

    @Test("lose no member when they are added")
    func allMembers() {
        // A member that + omitted would be zero in the sum.
        for (name, value) in Mirror(reflecting: Counts.zero + Self.counts).children {
            let isZero = (value as? Int) == 0 || (value as? Dollars) == .zero
            #expect(!isZero, "\(name ?? "")")
        }
    }

    @Test("stop at the largest number")
    func saturation() {
        var most = Counts()
        (most.promptTokens, most.completionTokens) = (.max, .max)
        #expect((most + most).promptTokens == .max)
        #expect(most.totalTokens == .max)
    }

    private static var counts: Counts {
        var counts = Counts()
        (counts.jobs, counts.completed, counts.failed, counts.turns, counts.answeredTurns) = (10, 5, 2, 20, 9)
        (counts.rounds, counts.discarded, counts.toolRuns, counts.attempts, counts.retries) = (7, 1, 1, 12, 3)
        (counts.throttled, counts.unreachable, counts.abandoned) = (1, 1, 1)
        (counts.promptTokens, counts.completionTokens, counts.cachedTokens) = (3, 2, 1)
        (counts.reasoningTokens, counts.wastedTokens, counts.roundsWithoutCost) = (1, 1, 2)
        counts.cost = Dollars(picodollars: 6)
        counts.wastedCost = Dollars(picodollars: 2)
        counts.savedByCache = Dollars(picodollars: 3)
        return counts
    }
}
