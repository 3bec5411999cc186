import BatchCore
import Glibc

/// One run of a batch, from the job file to the results: intake, accounts, engine, export.
struct BatchRun {
    let batch: Batch
    let interval: Duration
    let progress: @Sendable (BatchProgress) -> Void
    let report: @Sendable (BatchEvent) -> Void
    /// The accounts that jobs use are opened after the intake.
    var accounts: Accounts
    /// The models that unfinished jobs use.
    private(set) var asked = AskedModels()
    /// When failed jobs were made unfinished again; nil if they were not.
    var retriedAt: Instant?

    var options: BatchOptions { batch.options }
    var paths: BatchPaths { batch.paths }

    /// - Throws: ``BatchError`` if a provider cannot be chosen, or the simulator does not start.
    init(
        _ batch: Batch, every interval: Duration, _ progress: @escaping @Sendable (BatchProgress) -> Void,
        _ report: @escaping @Sendable (BatchEvent) -> Void
    ) throws(BatchError) {
        (self.batch, self.interval, self.progress, self.report) = (batch, interval, progress, report)
        let (options, provider, keys) = (batch.options, batch.provider, try KeyRing.read())
        let isSimulated = provider.baseURL.isEmpty && options.baseURL == nil
        var stage: OpenStage?
        if isSimulated || options.isRehearsal {
            guard let given = options.stage else { throw BatchError(.stageMissing) }
            stage = try given.open()
        }
        let variable = options.keyVariable ?? provider.keyVariable
        let key = variable.flatMap { keys[$0] }
        let chosen = Account(
            provider: provider, baseURL: stage?.baseURL ?? options.baseURL, key: key, model: options.model,
            deadlines: options.deadlines(of: provider))
        accounts = Accounts(
            chosen: chosen, missingKey: key == nil ? variable : nil, catalog: batch.catalog, keys: keys,
            stage: options.isRehearsal ? stage : nil)
        if let fallback = options.fallback, accounts.provider(fallback.provider) == nil {
            let names = accounts.names
            throw BatchError(
                .unknownFallback(fallback.provider, nearest: NearestName.of(fallback.provider, in: names), known: names))
        }
    }

    /// - Throws: ``BatchError``, ``StoreError``, ``FileError``
    mutating func perform() throws -> BatchSummary {
        let isNew = !BatchPaths.exists(paths.state)
        if paths.jobFile == nil, isNew { throw StoreError(kind: .missing, path: paths.state, detail: "") }
        let aside = options.startsOver && !isNew ? try StateFile.setAside(paths.state, at: batch.clock.now()) : nil
        let state = try StateFile(path: paths.state)
        defer { state.close() }
        let before: StateSummary
        do {
            before = try prepare(state)
        } catch {
            // A run that is refused changes nothing.
            if let retriedAt { try? state.takeBackRetries(at: retriedAt) }
            // An empty state file would only confuse the user, and the old one is still useful. If the file has attempts, another
            // process has opened it in the meantime.
            if isNew || aside != nil, (try? state.reader().summary().attempts.isEmpty) ?? false {
                state.discard()
                if let aside { unsafe rename(aside, paths.state) }
            }
            throw error
        }
        if let aside { report(.stateKept(path: aside)) }
        guard before.counts.pending > 0 else {
            return try conclude(EngineRun.Result(before: before, isRehearsal: options.isRehearsal), state)
        }
        let result = try EngineRun(self, state, before).perform()
        return try conclude(result, state)
    }

    /// Stores the jobs, and checks before anything is sent that they can run.
    private mutating func prepare(_ state: StateFile) throws -> StateSummary {
        try keepRehearsalsApart(state)
        try paths.refuseResultsOverInput()
        try paths.refuseUnreachableResults()
        let intake = try bringIn(state)
        let before = try state.reader().summary()
        if before.counts.jobs == 0 { throw BatchError(.noJobs(paths.jobs)) }
        guard before.counts.pending > 0 else { return before }
        asked = intake.asked
        for warning in intake.warnings { report(.warning(LineRemark(warning, file: paths.jobs))) }
        try requirePrices()
        try accounts.requireKeys(of: asked.byAccount.keys)
        try lookAhead()
        return before
    }

    /// Checks the accounts before the first job. An account that refuses is not used, as if it had stopped during the run.
    /// - Throws: ``BatchError`` if all refuse.
    private mutating func lookAhead() throws(BatchError) {
        guard options.looksAhead, !options.isRehearsal else { return }
        var refusals: [(account: AccountID, error: BatchError)] = []
        for (account, models) in asked.byAccount.sorted(by: { $0.key.index < $1.key.index }) {
            let preflight = Preflight(inquiry: AccountInquiry(account: accounts[account], clock: batch.clock), models: models)
            if let error = try preflight.refusal() { refusals.append((account, error)) }
        }
        if let first = refusals.first, refusals.count == asked.byAccount.count { throw first.error }
        for (account, error) in refusals { if let failure = error.failure { accounts.leaveAlone(account, since: failure) } }
    }

    /// Writes the results.
    private func conclude(_ result: EngineRun.Result, _ state: StateFile) throws -> BatchSummary {
        let reader = try state.reader()
        var omitted: [LeftOut: Int] = [:]
        if let path = paths.results {
            do {
                var export = try ResultsExport(reader: reader, catalog: batch.catalog)
                (export.format, export.keepsReasoning) = (options.format, options.keepsReasoning)
                omitted = try export.write(to: path)
            } catch let error as FileError {
                throw BatchError(.results(error))
            }
            if !omitted.isEmpty { report(.omitted(omitted, format: options.format)) }
        }
        return BatchSummary(result, failures: try reader.failuresByCode(), accounts: accounts, omitted: omitted, resultsPath: paths.results)
    }
}

extension KeyRing {
    /// - Throws: ``BatchError`` if the `.env` file cannot be read.
    static func read() throws(BatchError) -> KeyRing {
        do {
            return try KeyRing()
        } catch {
            throw BatchError(.file(error))
        }
    }
}
