import BatchCore

extension Outcome {
    var reply: Reply? {
        if case .replied(let reply) = self { reply } else { nil }
    }

    /// Whether both are the same in every part.
    func isSame(as other: Outcome) -> Bool { name == other.name && reply == other.reply && failure == other.failure }
}
