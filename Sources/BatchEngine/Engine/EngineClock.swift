package import BatchCore

/// The time, as the engine sees it.
package protocol EngineClock: Sendable {
    /// The time now. It never goes backwards within the process.
    func now() -> Instant
}
