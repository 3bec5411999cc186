/// A tool call for a program to answer.
package struct ToolRun: Sendable {
    /// The identity of a run in progress.
    package struct ID: Hashable, Sendable {
        package var slot: SlotID
        package var serial: Int
        /// The number of the call in the reply, counted from 1.
        package var call: Int

        package init(slot: SlotID, serial: Int, call: Int) { (self.slot, self.serial, self.call) = (slot, serial, call) }
    }

    package var id: ID
    /// The job's name.
    package var job: String
    /// The round whose reply made the call, and the turn that it belongs to, both counted from 1.
    package var round: Int
    package var turn: Int
    package var call: ToolCall

    package init(id: ID, job: String, round: Int, turn: Int, call: ToolCall) {
        (self.id, self.job, self.round, self.turn, self.call) = (id, job, round, turn, call)
    }
}

/// How a run of a tool ended.
package struct ToolRunResult: Sendable {
    package var id: ToolRun.ID
    /// The program's answer, or the reason why there is none: codes `tool_failed` and `tool_timeout`.
    package var answer: Result<String, Failure>
    package var startedAt: Instant
    package var latency: Duration

    package init(id: ToolRun.ID, answer: Result<String, Failure>, startedAt: Instant, latency: Duration) {
        (self.id, self.answer, self.startedAt, self.latency) = (id, answer, startedAt, latency)
    }
}
