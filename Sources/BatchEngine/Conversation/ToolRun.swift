/// A call of a tool that a program is asked to answer.
public struct ToolRun: Sendable {
    /// The name of a run while it is under way.
    public struct ID: Hashable, Sendable {
        public var slot: Int
        public var serial: Int
        /// Which of the reply's calls, counted from 1.
        public var call: Int

        public init(slot: Int, serial: Int, call: Int) { (self.slot, self.serial, self.call) = (slot, serial, call) }
    }

    public var id: ID
    /// The job's name.
    public var job: String
    /// The round whose reply made the call, and the turn that it belongs to, both counted from 1.
    public var round: Int
    public var turn: Int
    public var call: ToolCall

    public init(id: ID, job: String, round: Int, turn: Int, call: ToolCall) {
        (self.id, self.job, self.round, self.turn, self.call) = (id, job, round, turn, call)
    }
}

/// How a run of a tool ended.
public struct ToolRunResult: Sendable {
    public var id: ToolRun.ID
    /// What the program wrote, or why it gave no answer: codes `tool_failed` and `tool_timeout`.
    public var answer: Result<String, Failure>
    public var startedAt: Instant
    public var latency: Duration

    public init(id: ToolRun.ID, answer: Result<String, Failure>, startedAt: Instant, latency: Duration) {
        (self.id, self.answer, self.startedAt, self.latency) = (id, answer, startedAt, latency)
    }
}
