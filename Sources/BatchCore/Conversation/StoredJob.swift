/// A job in the state file: the user's line, and the rounds that are paid for.
package struct StoredJob: Sendable {
    package var key: JobKey
    /// The job's name (``Job/id``).
    package var id: String
    package var line: Int
    /// The line's bytes, from which the job is read again.
    package var text: [UInt8]
    /// In order, without a gap.
    package var rounds: [Round]
    /// The programs' answers to tool calls of these rounds.
    package var toolAnswers: [ToolAnswer]
    /// The time when its failure was last retried; nil if it never was. Earlier replies that did not meet the expectation do not count.
    package var revivedAt: Instant?
    /// The reason why it failed; nil if it did not, or if it is retried.
    package var failure: JobFailure?

    package init(
        key: JobKey, id: String, line: Int, text: [UInt8], rounds: [Round], toolAnswers: [ToolAnswer] = [], revivedAt: Instant? = nil,
        failure: JobFailure? = nil
    ) {
        (self.key, self.id, self.line, self.text, self.rounds, self.failure) = (key, id, line, text, rounds, failure)
        (self.toolAnswers, self.revivedAt) = (toolAnswers, revivedAt)
    }
}
