/// A job as the state file holds it: the line that the user wrote, and the rounds that are paid for.
package struct StoredJob: Sendable {
    package var key: JobKey
    /// The job's name, as ``Job/id`` has it.
    package var id: String
    package var line: Int
    /// The line's bytes, from which the job is read again.
    package var text: [UInt8]
    /// In order, without a gap.
    package var rounds: [Round]
    /// What programs answered to the calls of tools in these rounds.
    package var toolAnswers: [ToolAnswer]
    /// When its failure was last retried; nil if it never was. The shortfalls of its replies until then
    /// do not count.
    package var revivedAt: Instant?
    /// Why it failed; nil if it did not, or if it is retried.
    package var failure: JobFailure?

    package init(
        key: JobKey, id: String, line: Int, text: [UInt8], rounds: [Round], toolAnswers: [ToolAnswer] = [], revivedAt: Instant? = nil,
        failure: JobFailure? = nil
    ) {
        (self.key, self.id, self.line, self.text, self.rounds, self.failure) = (key, id, line, text, rounds, failure)
        (self.toolAnswers, self.revivedAt) = (toolAnswers, revivedAt)
    }
}
