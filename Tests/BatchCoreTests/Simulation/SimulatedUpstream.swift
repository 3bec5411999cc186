import BatchCore

/// A provider in virtual time.
protocol SimulatedUpstream {
    /// What comes of an attempt, and after how long.
    mutating func answer(_ attempt: Attempt, at now: Instant) -> (Outcome, Duration)
    /// The client has what comes of an attempt, or has given it up.
    mutating func ended(_ id: AttemptID, at now: Instant)
    /// The client has closed every connection, or was killed.
    mutating func clientLeft(at now: Instant)
    /// Someone tops up the balance, mends the key or the network before the next life.
    mutating func betweenLives(life: Int)
    /// A sentence where the client has broken a promise that only the server can see broken.
    func problem(life: Int) -> String?
}
