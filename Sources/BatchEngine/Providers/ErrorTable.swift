/// What a provider's error statuses mean, each as its documentation has it.
public struct ErrorTable: Sendable {
    public var entries: [ErrorEntry]

    public init(_ entries: [ErrorEntry]) { self.entries = entries }

    /// The first entry for that status whose marker, if it has one, is in `text` (compared without case).
    public func entry(status: Int, text: String) -> ErrorEntry? {
        let lowered = text.lowercased()
        return entries.first { $0.statuses.contains(status) && ($0.marker.map { lowered.contains($0) } ?? true) }
    }
}

/// One documented error.
public struct ErrorEntry: Sendable {
    /// What is done about it.
    public enum Handling: String, Sendable {
        /// Asked again later; costs none of the job's attempts.
        case throttle
        /// Asked again; costs one of the job's attempts.
        case retry
        /// The job fails, the run goes on.
        case reject
        /// The account stops; nobody fails, and the run can be resumed.
        case stop
    }

    public var statuses: ClosedRange<Int>
    /// Text, in lower case, that the body must hold for this entry to be meant; nil where the status says it all.
    public var marker: String?
    /// The word in records: `rate_limited`, `insufficient_balance`, …
    public var code: String
    /// The provider's name for it.
    public var title: String
    public var meaning: String
    public var handling: Handling
    /// What the user should do.
    public var advice: String

    public init(
        _ statuses: ClosedRange<Int>, marker: String? = nil, code: String, title: String, meaning: String, handling: Handling,
        advice: String
    ) {
        (self.statuses, self.marker, self.code, self.title) = (statuses, marker, code, title)
        (self.meaning, self.handling, self.advice) = (meaning, handling, advice)
    }
}
