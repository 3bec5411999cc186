// Results: a job with its outcome, in the formats that people, evaluators and trainers read. Floor 2; may use JobFile.

/// A job, its rounds, and how it ended: the source of every result format.
package struct JobResult: Sendable {
    package typealias Status = JobStatus

    package let job: Job
    package let line: JobLine
    /// In order, without a gap.
    package let rounds: [Round]
    /// The answers of programs to the tool calls in these rounds.
    package let toolAnswers: [ToolAnswer]
    /// Nil if the job has not failed.
    package let failure: JobFailure?
    /// The provider of the next or the last request; nil if it is unknown.
    package let provider: String?
    /// The model that answered last, as the provider wrote it, else the model of the next request.
    package let model: String?
    /// The fallback that answered last, as `provider/model`; nil if none did.
    var fallback: String? { rounds.last { $0.fallbackModel != nil }.map { "\($0.provider)/\($0.fallbackModel ?? "")" } }
    /// The conversation as it is sent to the provider.
    let conversation: Conversation

    /// The result of a job in the state file.
    /// - Parameters:
    ///   - line: read from ``StoredJob/text``.
    ///   - provider: used if the job names none.
    ///   - model: used if the job names none.
    /// - reasoningHistory: the rule for reasoning in the history of the next request.
    package init(
        _ stored: StoredJob, line: JobLine, provider: String?, model: String?, reasoningHistory: ReasoningHistory
    ) {
        (job, self.line, rounds, toolAnswers) = (line.job, line, stored.rounds, stored.toolAnswers)
        conversation = Conversation(
            job: line.job.inChatForm, rounds: stored.rounds, toolAnswers: stored.toolAnswers,
            rules: ConversationRules(reasoningHistory: reasoningHistory))
        // A job whose script has ended is completed, even if a failure is recorded.
        failure = conversation.isFinished ? nil : stored.failure
        self.provider = rounds.last?.provider ?? job.provider ?? provider
        self.model = rounds.last?.reply.model ?? job.model ?? model
    }

    package var status: Status { conversation.isFinished ? .completed : failure != nil ? .failed : .pending }
}
