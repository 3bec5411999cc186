import BatchCore

/// What the checks know of a job that was taken in, in the present life.
struct Standing {
    enum State {
        /// Could be asked now, for all that its own story says.
        case ready
        case flying
        /// Waits after a failure, until the core asks again.
        case waiting
        /// Programs must answer calls of tools before it can be asked.
        case awaitingTools
        /// Its round or its failure is on the way to the disk.
        case recording
        case ended
    }

    var account: Int
    let priority: Int
    /// The order in which it was taken in.
    let order: Int
    var rounds: Int
    var state = State.ready
    /// Attempts of the present round that failed, as the provider saw it.
    var spent = 0
    /// Not before this may it be asked, by the provider's word.
    var notBefore = Instant.epoch
    var isRejected = false
    /// Whether the fallback was asked for it.
    var hasFallenBack = false
    /// Whether a program that ran for it has failed.
    var hasToolFailed = false
    /// Attempts of the present round that are on the disk, by their outcome's name.
    var recorded: [String: Int] = [:]
    /// Attempts in this life that came back, and those of them that are on the disk.
    var landed = 0
    var durable = 0

    /// Whether it is to be asked before `other`, both being ready.
    func precedes(_ other: Standing) -> Bool {
        if (rounds > 0) != (other.rounds > 0) { return rounds > 0 }
        return priority == other.priority ? order < other.order : priority > other.priority
    }
}
