import Synchronization
import Testing

@testable import BatchCore
@testable import BatchEngine

@Suite("A look at a run")
struct RunWatchTests {
    @Test("A rate is known although looks are far apart")
    func rate() {
        let clock = SteppedClock()
        let watch = RunWatch(before: StateSummary(), prices: .builtIn, fallback: nil, isAlone: true, clock: clock)
        var progress = Engine.Progress(tally: Tally(), inFlight: 0, toolsRunning: 0, isDraining: false, bottleneck: .none)
        var rates: [Double] = []
        for _ in 0..<4 {
            rates.append(watch.look(at: progress, firstToken: nil).0.rate)
            clock.advance(by: .seconds(20))
            progress.tally.counts.rounds += 100
        }
        #expect(rates == [0, 5, 5, 5])
    }
}

/// A clock that stands until it is moved.
private final class SteppedClock: EngineClock {
    private let instant = Mutex(Instant(seconds: 1_000))

    func now() -> Instant { instant.withLock { $0 } }
    func advance(by duration: Duration) { instant.withLock { $0 = $0 + duration } }
}
