/// What a round asks a provider for; the same for each attempt at the round.
public struct RoundRequest: Sendable {
    /// The round's number, counted from 1.
    public var round: Int
    /// The model, where the job names one; else the account's is meant.
    public var model: String?
    /// The encoded messages, separated by commas, without brackets.
    public var messages: [UInt8]
    /// The other members of the body, byte for byte.
    public var parameters: Parameters

    public init(round: Int, model: String?, messages: [UInt8], parameters: Parameters) {
        (self.round, self.model, self.messages, self.parameters) = (round, model, messages, parameters)
    }
}

/// The name of an attempt while it is under way: a place in the window, and a number that is never given twice in a run.
public struct AttemptID: Hashable, Sendable {
    public var slot: Int
    public var serial: Int

    public init(slot: Int, serial: Int) { (self.slot, self.serial) = (slot, serial) }
}

/// One of the accounts of a run, by its place in the run's list of them.
public struct AccountID: Hashable, Sendable {
    public var index: Int

    public init(_ index: Int) { self.index = index }
}

/// One HTTP try at a round.
public struct Attempt: Sendable {
    public var id: AttemptID
    public var account: AccountID
    public var request: RoundRequest

    public init(id: AttemptID, account: AccountID, request: RoundRequest) {
        (self.id, self.account, self.request) = (id, account, request)
    }
}

/// How an attempt ended.
public struct AttemptResult: Sendable {
    public var id: AttemptID
    public var outcome: Outcome
    public var startedAt: Instant
    /// From sending the request to the end of the response or the failure.
    public var latency: Duration
    /// From sending the request to the first event that brought a part of the answer; nil where the answer was no stream.
    public var firstToken: Duration?

    public init(id: AttemptID, outcome: Outcome, startedAt: Instant, latency: Duration, firstToken: Duration? = nil) {
        (self.id, self.outcome, self.startedAt, self.latency) = (id, outcome, startedAt, latency)
        self.firstToken = firstToken
    }
}
