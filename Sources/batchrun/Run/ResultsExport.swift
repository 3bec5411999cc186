import BatchCore
import BatchEngine

/// Writes the results of a state file: job by job, in the job file's order.
struct ResultsExport {
    private let reader: StateReader
    private let reading: JobReading
    private let options: ResultOptions
    private let catalog: ProviderCatalog
    /// What becomes of chains of thought, where the command line of the run said it; else the models' rules do.
    private let reasoningHistory: ReasoningHistory?
    private let histories = ReasoningHistories()
    /// Whom jobs are asked of that name nobody; nil where that is not known.
    private let defaultProvider: String?
    /// The models that jobs are asked of which name none, by provider.
    private var defaultModels: [String: String] = [:]

    /// At the end of a run.
    init(reader: StateReader, accounts: Accounts, reasoningHistory: ReasoningHistory?, options: ResultOptions) throws {
        reading = try reader.meta(.reading)
        (self.reader, self.options, catalog, self.reasoningHistory) = (reader, options, accounts.catalog, reasoningHistory)
        defaultProvider = accounts.list[0].provider.name
        for provider in catalog.providers { defaultModels[provider.name] = provider.defaultModel }
        defaultModels[accounts.list[0].provider.name] = accounts.list[0].model
    }

    /// Of what is stored, as the last run was told to ask.
    init(reader: StateReader, options: ResultOptions, catalog: ProviderCatalog) throws {
        (self.reader, self.options, self.catalog) = (reader, options, catalog)
        reading = try reader.meta(.reading)
        let settings = try reader.runs().last?.settings
        reasoningHistory = settings?.reasoningHistory
        defaultProvider = settings?.provider
        for provider in catalog.providers { defaultModels[provider.name] = provider.defaultModel }
        // Also where it is none: whoever gave the base URL of a server with one model need not have named it.
        if let defaultProvider { defaultModels[defaultProvider] = settings?.model }
    }

    /// Writes to `path`, whole or not at all, or to standard output for `-`.
    /// - Parameter status: which jobs; nil for those that the format is for.
    /// - Returns: how many jobs were wanted that the format cannot hold.
    @discardableResult
    func write(to path: String, only status: JobResult.Status? = nil) throws -> [LeftOut: Int] {
        do {
            var file = try ResultsFile(path: path)
            var writer = ResultsWriter(options.format.format, only: status, withReasoning: options.withReasoning)
            writer.begin()
            try reader.forEachJob { stored in
                guard !file.hasReaderLeft else { return }
                writer.add(try self.result(of: stored))
                try file.write(writer.bytes)
                writer.removeAll()
            }
            writer.end()
            try file.write(writer.bytes)
            try file.finish()
            return writer.leftOut
        } catch let error as FileError {
            throw CommandFailure(error.description, status: .unwritable)
        }
    }

    private func result(of stored: StoredJob) throws -> JobResult {
        do throws(JobLineError) {
            let line = try JobLine(JobText(stored), reading: reading)
            let provider = line.job.provider ?? defaultProvider
            return JobResult(
                stored, line: line, provider: provider, model: provider.flatMap { defaultModels[$0] },
                reasoningHistory: reasoningHistory(of: stored, line.job))
        } catch {
            throw CommandFailure("A job of the state file cannot be read: \(error)", status: .unwritable)
        }
    }

    /// What `messages` holds of chains of thought: what the next request would carry, had the script one more turn.
    private func reasoningHistory(of stored: StoredJob, _ job: Job) -> ReasoningHistory {
        if let reasoningHistory { return reasoningHistory }
        let last = stored.rounds.last
        guard let provider = last?.provider ?? job.provider ?? defaultProvider else { return .strip }
        let family = catalog.named(provider)?.family ?? provider
        return histories.history(of: job.model ?? defaultModels[provider] ?? last?.reply.model, provider: family)
    }
}
