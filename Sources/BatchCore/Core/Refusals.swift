/// Refusals of one round for a limit while others of its model are answered.
struct Refusals: Sendable {
    private var first: Instant?
    private var last: Instant?
    /// Refusals between which the model answered another conversation.
    private var passedOver = 0

    /// - Parameter lastReply: when the last answered request to the same model was sent.
    mutating func count(at now: Instant, lastReply: Instant?) {
        if let last, let lastReply, lastReply > last { passedOver += 1 }
        (first, last) = (first ?? now, now)
    }

    /// Whether others were answered so often, and for so long, that waiting is of no use.
    func areHopeless(at now: Instant, patience: Duration) -> Bool {
        guard let first else { return false }
        return passedOver >= Self.most && now - first >= patience
    }

    private static let most = 20
}
