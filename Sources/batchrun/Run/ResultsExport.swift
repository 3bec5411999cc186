import BatchEngine

/// Writes the results of a state file: one line a job, in the job file's order.
struct ResultsExport {
    private let reader: StateReader
    /// Nil where only what is stored is known.
    private let accounts: Accounts?
    /// What becomes of chains of thought, where the command line of the run said it; else the models' rules do.
    private let reasoningHistory: ReasoningHistory?
    private let histories = ReasoningHistories()
    /// The models that jobs are asked of which name none, by provider.
    private var defaultModels: [String: String] = [:]

    /// At the end of a run.
    init(reader: StateReader, accounts: Accounts, reasoningHistory: ReasoningHistory?) {
        (self.reader, self.accounts, self.reasoningHistory) = (reader, accounts, reasoningHistory)
        for account in accounts.list { defaultModels[account.provider.name] = account.model }
    }

    /// Of what is stored, as the last run was told to ask.
    init(reader: StateReader) throws {
        (self.reader, accounts) = (reader, nil)
        for provider in Provider.all { defaultModels[provider.name] = provider.defaultModel }
        let settings = try reader.runs().last.flatMap { try? JSONDocument($0.settings).root }
        reasoningHistory = (settings?["reasoning_history"]?.string).flatMap { ReasoningHistory(rawValue: $0) }
        if let provider = settings?["provider"]?.string, let model = settings?["model"]?.string { defaultModels[provider] = model }
    }

    /// Writes to `path`, whole or not at all, or to standard output for `-`.
    func write(to path: String, only status: ResultLine.Status? = nil) throws {
        do {
            var file = try ResultsFile(path: path)
            var writer = JSONWriter(reserving: 1 << 16)
            try reader.forEachJob { stored in
                guard !file.hasReaderLeft else { return }
                let result = try self.result(of: stored)
                if let status, result.status != status { return }
                result.write(to: &writer)
                try file.write(writer.bytes)
                writer.removeAll()
            }
            try file.finish()
        } catch let error as FileError {
            throw CommandFailure(error.description, status: .unwritable)
        }
    }

    private func result(of stored: StoredJob) throws -> ResultLine {
        do throws(JobLineError) {
            let line = try JobLine(stored.text, line: stored.line)
            return ResultLine(
                stored, line: line, provider: account(of: line.job)?.provider.name, model: account(of: line.job)?.model,
                reasoningHistory: reasoningHistory(of: stored, line.job))
        } catch {
            throw CommandFailure("A job of the state file cannot be read: \(error)", status: .unwritable)
        }
    }

    private func account(of job: Job) -> Account? {
        guard let accounts, let id = accounts.account(of: job) else { return nil }
        return accounts.list[id.index]
    }

    /// What `messages` holds of chains of thought: what the next request would carry, had the script one more turn.
    private func reasoningHistory(of stored: StoredJob, _ job: Job) -> ReasoningHistory {
        if let reasoningHistory { return reasoningHistory }
        let last = stored.rounds.last
        guard let provider = last?.provider ?? account(of: job)?.provider.name else { return .strip }
        return histories.history(of: job.model ?? defaultModels[provider] ?? last?.reply.model, provider: provider)
    }
}
