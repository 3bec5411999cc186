import BatchCore

/// Makes results of stored jobs, and writes them job by job in the order of the job file.
struct ResultsExport {
    let reader: StateReader
    var format: ResultFormat
    var keepsReasoning: Bool
    private let reading: JobReading
    private let catalog: ProviderCatalog
    /// Reasoning history that the last run was set to; nil if the models' rules count.
    private let reasoningHistory: ReasoningHistory?
    private let histories = ReasoningHistories()
    /// Provider of jobs that name none; nil if it is not known.
    private let defaultProvider: String?
    /// Models of jobs that name none, by provider.
    private var defaultModels: [String: String] = [:]

    /// With the settings of the last run that sent requests, also at the end of a run that had nothing to do. So the results file equals
    /// what is read from the state file later.
    init(reader: StateReader, catalog: ProviderCatalog) throws(StoreError) {
        (self.reader, self.catalog, format, keepsReasoning) = (reader, catalog, .results, false)
        reading = try reader.meta(.reading)
        let settings = try reader.runs().last?.settings
        reasoningHistory = settings?.reasoningHistory
        defaultProvider = settings?.provider
        for provider in catalog.providers { defaultModels[provider.name] = provider.defaultModel }
        // Nil replaces the default: a server with one model may be used without its name.
        if let defaultProvider { defaultModels[defaultProvider] = settings?.model }
    }

    /// Writes to `path`, whole or not at all, or to standard output for `-`.
    /// - Parameter status: jobs to write; those that the format is for if nil.
    /// - Returns: how many jobs the format cannot represent, by reason.
    /// - Throws: ``FileError``, ``StoreError``, ``BatchError``
    func write(to path: String, only status: BatchResult.Status? = nil) throws -> [LeftOut: Int] {
        var file = try ResultsFile(path: path)
        var writer = ResultsWriter(format, only: status, withReasoning: keepsReasoning)
        writer.begin()
        try reader.forEachJob { stored in
            guard !file.hasReaderLeft else { return }
            writer.add(try result(of: stored))
            try file.write(writer.bytes)
            writer.removeAll()
        }
        writer.end()
        try file.write(writer.bytes)
        try file.finish()
        return writer.leftOut
    }

    func result(of stored: StoredJob) throws(BatchError) -> JobResult {
        do {
            let line = try JobLine(JobText(stored), reading: reading)
            let provider = line.job.provider ?? defaultProvider
            return JobResult(
                stored, line: line, provider: provider, model: provider.flatMap { defaultModels[$0] },
                reasoningHistory: reasoningHistory(of: stored, line.job))
        } catch {
            throw BatchError(.jobUnreadable("\(error)"))
        }
    }

    /// Reasoning in `messages`: that of the next request if the script had one more turn.
    private func reasoningHistory(of stored: StoredJob, _ job: Job) -> ReasoningHistory {
        if let reasoningHistory { return reasoningHistory }
        let last = stored.rounds.last
        guard let provider = last?.provider ?? job.provider ?? defaultProvider else { return .strip }
        let family = catalog.named(provider)?.family ?? provider
        return histories.history(of: job.model ?? defaultModels[provider] ?? last?.reply.model, provider: family)
    }
}
