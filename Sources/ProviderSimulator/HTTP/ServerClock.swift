import BatchCore
import Foundation

/// The time of day when the server began, and from then on the monotonic clock: it dates responses and never goes back.
struct ServerClock: Sendable {
    private let beginning = Instant(seconds: Date().timeIntervalSince1970)
    private let start = ContinuousClock.now

    var now: Instant { beginning + (ContinuousClock.now - start) }
}
