extension ResultLine {
    /// The result of a job as the state file holds it. `line` is read from ``StoredJob/text``.
    /// - Parameters:
    ///   - provider: the account's, for a job that has no round yet.
    ///   - model: the account's, likewise.
    public init(_ stored: StoredJob, line: JobLine, provider: String?, model: String?, reasoningHistory: ReasoningHistory) {
        self.init(
            line: line, rounds: stored.rounds,
            ending: stored.failure.map { Ending(failure: $0.failure, round: $0.round, attempts: $0.attempts) },
            provider: provider, model: model, reasoningHistory: reasoningHistory)
    }
}
