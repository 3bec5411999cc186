import BatchCore

/// The checks' knowledge about a job that was taken in, in this life.
struct Standing {
    enum State {
        /// It could be requested now, by its own state.
        case ready
        case flying
        /// It waits after a failure, until the core requests it again.
        case waiting
        /// Programs must answer tool calls before it can be requested.
        case awaitingTools
        /// Its round or its failure is being committed.
        case recording
        case ended
    }

    var account: Int
    let priority: Int
    /// The order in which it was taken in.
    let order: Int
    var rounds: Int
    var state = State.ready
    /// Failed attempts of the current round, as the provider saw them.
    var spent = 0
    /// The provider requested not to be asked before this instant.
    var notBefore = Instant.epoch
    var isRejected = false
    /// Whether the fallback serves it.
    var hasFallenBack = false
    /// Whether a program that ran for it has failed.
    var hasToolFailed = false
    /// Attempts of the current round that are on the disk, by the name of their outcome.
    var recorded: [String: Int] = [:]
    /// Attempts in this life that returned, and those of them that are on the disk.
    var landed = 0
    var durable = 0

    /// Whether it goes before `other` if both are ready.
    func precedes(_ other: Standing) -> Bool {
        if (rounds > 0) != (other.rounds > 0) { return rounds > 0 }
        return priority == other.priority ? order < other.order : priority > other.priority
    }
}
