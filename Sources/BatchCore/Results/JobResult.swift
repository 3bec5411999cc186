// Results: a job with what came of it, in the formats that people, evaluators and trainers read. Floor 2; may use JobFile.

/// A job, what was paid for, and how it ended: what each format of the results is made from.
package struct JobResult: Sendable {
    package typealias Status = JobStatus

    package let job: Job
    package let line: JobLine
    /// In order, without a gap.
    package let rounds: [Round]
    /// What programs answered to the calls of tools in these rounds.
    package let toolAnswers: [ToolAnswer]
    /// Nil if the job has not failed.
    package let failure: JobFailure?
    /// The provider that was or would be asked; nil if it is not known.
    package let provider: String?
    /// The model that answered last, as the provider wrote it, or the one that would be asked.
    package let model: String?
    /// The fallback that answered last, as `provider/model`; nil if none did.
    var fallback: String? { rounds.last { $0.fallbackModel != nil }.map { "\($0.provider)/\($0.fallbackModel ?? "")" } }
    /// The conversation as the provider is sent it.
    let conversation: Conversation

    /// The result of a job as the state file holds it.
    /// - Parameters:
    ///   - line: read from ``StoredJob/text``.
    ///   - provider: used if the job names none.
    ///   - model: used if the job names none.
    ///   - reasoningHistory: what the next request would carry of the chain of thought.
    package init(
        _ stored: StoredJob, line: JobLine, provider: String?, model: String?, reasoningHistory: ReasoningHistory
    ) {
        (job, self.line, rounds, toolAnswers) = (line.job, line, stored.rounds, stored.toolAnswers)
        conversation = Conversation(
            job: line.job.inChatForm, rounds: stored.rounds, toolAnswers: stored.toolAnswers,
            rules: ConversationRules(reasoningHistory: reasoningHistory))
        // A job whose script has come to its end is completed whatever else is noted of it.
        failure = conversation.isFinished ? nil : stored.failure
        self.provider = rounds.last?.provider ?? job.provider ?? provider
        self.model = rounds.last?.reply.model ?? job.model ?? model
    }

    package var status: Status { conversation.isFinished ? .completed : failure != nil ? .failed : .pending }
}
