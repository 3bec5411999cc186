import BatchCore
import Dispatch
import Synchronization

/// The part of a run during which the engine runs.
struct EngineRun {
    /// The outcome of the engine's run.
    struct Result {
        var tally = Tally()
        let before: StateSummary
        var elapsed: Duration = .zero
        var latencies = Latencies()
        var ending = BatchEnding.completed
        let isRehearsal: Bool
    }

    private let run: BatchRun
    private let state: StateFile
    private let before: StateSummary
    private let settings: EngineSettings
    /// Most requests that this run may have in flight.
    private let concurrency: Int

    init(_ run: BatchRun, _ state: StateFile, _ before: StateSummary) throws {
        (self.run, self.state, self.before) = (run, state, before)
        settings = run.engineSettings(jobNames: run.accounts.jobNames(among: try state.reader().namedProviders()))
        concurrency = max(1, min(before.counts.pending, settings.inFlight))
    }

    /// - Throws: ``StoreError`` before the engine runs; ``BatchError`` if the engine ends with an error.
    func perform() throws -> Result {
        let (options, clock, accounts) = (run.options, run.batch.clock, run.accounts)
        try announce()
        let number = try state.beginRun(
            at: clock.now(), concurrency: concurrency, version: Release.version, settings: run.settings)
        let wire = WireFormat(accounts: accounts.list, streams: options.streams)
        let latencies = Protected(Latencies())
        let engine = Engine(
            settings: settings,
            transport: CurlTransport(wire: wire, clock: clock, options: CurlOptions(expectedConcurrency: concurrency)),
            toolRunner: options.program.map { ProgramRunner(options: $0, clock: clock) }, store: try SQLiteStore(state), clock: clock,
            admission: run.admission(reading: try state.meta(.reading)),
            observe: { results in latencies.with { for result in results { $0.count(result) } } })
        let startedAt = clock.now()
        let end = wait(for: engine, latencies)
        let tally = engine.progress.tally
        var result = Result(before: before, isRehearsal: options.isRehearsal)
        (result.tally, result.elapsed, result.latencies) = (tally, clock.now() - startedAt, latencies.with { $0 })
        switch end {
        case .success(let how):
            result.ending = BatchEnding(
                how, limit: options.jobLimit, pending: before.counts.pending - tally.counts.completed - tally.counts.failed)
            try state.endRun(number, at: clock.now(), ending: result.ending.code)
        case .failure(let error):
            let refusal = BatchError(error)
            // A state that cannot be written keeps no ending.
            try? state.endRun(number, at: clock.now(), ending: refusal.code)
            throw refusal
        }
        return result
    }

    /// Blocks until the engine has ended, and reports its progress meanwhile.
    private func wait(for engine: Engine, _ latencies: Protected<Latencies>) -> Engine.End {
        let isAlone = settings.accounts.count { !$0.jobNames.isEmpty } == 1
        let watch = RunWatch(
            before: before, prices: run.batch.prices, fallback: run.options.fallback, isAlone: isAlone, clock: run.batch.clock)
        let (progress, report) = (run.progress, run.report)
        let look: @Sendable () -> Void = {
            let (seen, events) = watch.look(at: engine.progress, firstToken: latencies.with { $0.firstTokenPercentiles })
            for event in events { report(event) }
            progress(seen)
        }
        let ended = DispatchSemaphore(value: 0)
        let end = Protected<Engine.End?>(nil)
        engine.run { how in
            end.with { $0 = how }
            ended.signal()
        }
        run.batch.isRunning(engine)
        report(.running)
        let queue = DispatchQueue(label: "batchrun.progress")
        let every = DispatchTimeInterval.nanoseconds(Int(clamping: run.interval.nanoseconds))
        let timer = QueueTimer.repeating(every: every, leeway: .milliseconds(1), on: queue, look)
        withExtendedLifetime(timer) { ended.wait() }
        _ = consume timer
        // Reports come one at a time, so this last one comes after all others.
        queue.sync(execute: look)
        guard let end = end.with({ $0 }) else { preconditionFailure("the engine has signalled its end without saying how") }
        return end
    }

    private func announce() throws {
        let (options, report) = (run.options, run.report)
        let asked = run.asked.byAccount.keys.sorted { $0.index < $1.index }.map { run.accounts[$0] }
        if let inFlight = try state.previousRunLost() {
            // A conversation can lose only one reply at a time.
            report(.mayHaveLost(replies: min(EngineSettings.mostLost(inFlight: inFlight), before.counts.pending)))
        }
        if before.counts.rounds > 0, let last = try state.reader().runs().last?.settings, let event = changed(since: last) { report(event) }
        if options.isRehearsal { report(.rehearsal) }
        let models = run.askedModels
        report(
            .starting(
                jobs: before.counts.pending, rounds: before.counts.rounds, providers: asked.map(\.provider.title),
                model: models.count == 1 ? models[0].model.model : nil))
        run.announcePeakHours()
        if options.continuesTruncatedReplies {
            for account in asked where !account.provider.completesPrefixes {
                report(.cannotContinueReplies(provider: account.provider.title))
            }
        }
        if let program = options.program { report(.toolProgram(concurrency: program.concurrency, timeLimit: program.timeLimit)) }
    }

    /// The event if the last run used another provider, server or model.
    private func changed(since last: RunSettings) -> BatchEvent? {
        guard let provider = last.provider else { return nil }
        let chosen = run.accounts.chosen
        // The simulator listens on another port in each run.
        let isSameServer = last.baseURL == chosen.baseURL || chosen.provider.name == Provider.simulated.name || run.options.isRehearsal
        guard provider != chosen.provider.name || last.model != chosen.model || !isSameServer else { return nil }
        return .providerChanged(provider: provider, baseURL: last.baseURL, model: last.model)
    }
}

extension BatchError {
    fileprivate init(_ error: EngineError) {
        switch error {
        case .store(let error): self.init(.stateLost(error))
        case .providerWithoutAccount, .unknownAccount: self.init(.jobsWithoutAccount(error))
        }
    }
}
