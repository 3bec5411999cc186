import BatchCore

/// A provider in virtual time.
protocol SimulatedUpstream {
    /// The result of an attempt, and the time it takes.
    mutating func answer(_ attempt: Attempt, at now: Instant) -> (Outcome, Duration)
    /// The client has the result of an attempt, or has abandoned it.
    mutating func ended(_ id: AttemptID, at now: Instant)
    /// The client has closed every connection, or was killed.
    mutating func clientLeft(at now: Instant)
    /// The user tops up the balance, or fixes the key or the network, before the next life.
    mutating func betweenLives(life: Int)
    /// A sentence if the client has broken a promise that only the server can check.
    func problem(life: Int) -> String?
}
