import BatchCore
import Synchronization

/// Observes a run: converts the engine's counts to progress, and returns each event once.
final class RunWatch: Sendable {
    private struct Seen {
        /// Rounds at past moments, from which the present rate follows.
        var samples: [(at: Instant, rounds: Int)] = []
        var events: Set<BatchEvent> = []
    }

    private let before: StateSummary
    private let prices: PriceList
    private let fallback: BatchOptions.Fallback?
    /// Whether the run uses only one account. If that account stops, the run ends.
    private let isAlone: Bool
    private let clock: any EngineClock
    private let startedAt: Instant
    private let seen = Mutex(Seen())

    init(before: StateSummary, prices: PriceList, fallback: BatchOptions.Fallback?, isAlone: Bool, clock: any EngineClock) {
        (self.before, self.prices, self.fallback, self.isAlone, self.clock) = (before, prices, fallback, isAlone, clock)
        startedAt = clock.now()
    }

    /// - Returns: the state of the run, and the events that were not reported yet.
    func look(at engine: Engine.Progress, firstToken: LatencyPercentiles?) -> (BatchProgress, [BatchEvent]) {
        let now = clock.now()
        var progress = BatchProgress(engine, before: before, firstToken: firstToken, elapsed: now - startedAt, now: now)
        let new = seen.withLock { seen in
            seen.samples.append((now, progress.rounds))
            // The last older sample stays, since looks may be further apart than that.
            while seen.samples.count > 2, now - seen.samples[1].at > .seconds(15) { seen.samples.removeFirst() }
            if let first = seen.samples.first, now > first.at {
                progress.rate = Double(progress.rounds - first.rounds) / (now - first.at).inSeconds
            }
            return self.events(of: engine.tally, at: now).filter { seen.events.insert($0).inserted }
        }
        return (progress, new)
    }

    private func events(of tally: Tally, at now: Instant) -> [BatchEvent] {
        // The simulated provider costs nothing.
        let models = tally.roundsWithoutCost.keys.filter { $0.provider != Provider.simulated.name }.sorted()
        var events: [BatchEvent] = models.map { model in
            let hasPrice = prices.price(provider: model.provider, asked: model.model, answered: nil, at: now) != nil
            return hasPrice ? .costUnknown(model) : .priceUnknown(model)
        }
        for (model, loss) in tally.historyLost.sorted(by: { $0.key < $1.key }) {
            if loss.refused > 0 { events.append(.historyLost(model)) }
            if loss.leftOut > 0 { events.append(.historyOmitted(model)) }
        }
        guard !isAlone || fallback != nil else { return events }
        // A fallback that has stopped itself gets no jobs.
        let open = fallback.flatMap { tally.stopped[$0.provider] == nil ? $0.description : nil }
        return events
            + tally.stopped.sorted { $0.key < $1.key }.map { .accountStopped(provider: $0.key, $0.value, fallback: open) }
    }
}
