import BatchEngine

/// Writes the results of a state file: one line a job, in the job file's order.
struct ResultsExport {
    let reader: StateReader
    /// Tells what the providers' rules keep of a chain of thought; nil where only what is stored is known.
    let accounts: Accounts?

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

    private func reasoningHistory(of stored: StoredJob, _ job: Job) -> ReasoningHistory {
        let paid = stored.rounds.last.flatMap { Provider.named($0.provider) }
        return paid?.reasoningHistory ?? account(of: job)?.provider.reasoningHistory ?? .strip
    }
}
