import BatchCore
import BatchEngine
import Dispatch

extension RunSession {
    /// Runs what is left, and ends with the results, a summary, and the command to go on with where there is more to do.
    func run(_ state: StateFile, _ before: StateSummary) throws -> ExitStatus {
        let limits = accounts.list.enumerated().map { options.limits.limits(of: $1, isChosen: $0 == 0) }
        let jobNames = accounts.jobNames(among: try StateReader(path: paths.state).namedProviders())
        let settings = engineSettings(limits, jobNames)
        if let inFlight = try state.previousRunLost() {
            // A conversation has one reply at a time that can be lost.
            let lost = min(EngineSettings.mostLost(inFlight: inFlight), before.counts.pending)
            say(
                "The run before was killed: replies that were on the wire or not written yet, at most \(lost.grouped), "
                    + "may have been paid for and lost.")
        }
        try announce(before)
        announcePeakHours()
        announceConversations()
        let concurrency = max(1, min(before.counts.pending, settings.inFlight))
        let number = try state.beginRun(at: clock.now(), concurrency: concurrency, version: Release.version, settings: self.settings)
        let reading = try state.meta(.reading)
        let store = try SQLiteStore(state)
        let wire = WireFormat(accounts: accounts.list, streams: options.stream)
        let transport = CurlTransport(wire: wire, clock: clock, options: CurlOptions(expectedConcurrency: concurrency))
        let latencies = Protected(Latencies())
        let toolRunner = options.conversations.program.map { ProgramRunner(options: $0, clock: clock) }
        let engine = Engine(
            settings: settings, transport: transport, toolRunner: toolRunner, store: store, clock: clock, admission: admission(reading),
            observe: { results in
                latencies.with { latencies in
                    for result in results { latencies.count(result) }
                }
            })
        let startedAt = clock.now()
        let isAlone = settings.accounts.count { !$0.jobNames.isEmpty } == 1
        let (end, interrupts) = wait(for: engine, latencies, before, isAlone: isAlone)
        defer { interrupts.cancel() }
        let tally = engine.progress.tally
        let ending = describe(end, leaving: before.counts.pending - tally.counts.completed - tally.counts.failed)
        if case .success = end { try state.endRun(number, at: clock.now(), ending: ending.word) }
        return try conclude(
            end,
            RunSummary(
                tally: tally, before: before, elapsed: clock.now() - startedAt, latencies: latencies.with { $0 },
                ending: ending, isRehearsal: options.rehearse))
    }

    private func engineSettings(_ limits: [AccountLimits], _ jobNames: [[String]]) -> EngineSettings {
        let accountSettings = accounts.list.indices.map { index in
            EngineSettings.AccountSettings(
                provider: accounts.list[index].provider.name, model: accounts.list[index].model, limits: limits[index],
                jobNames: jobNames[index],
                obstacle: accounts.obstacle(of: AccountID(index)))
        }
        var settings = EngineSettings(
            accounts: accountSettings, maxAttempts: options.limits.maxAttempts, patience: options.limits.patience.duration,
            tokenBudget: options.limits.budgetTokens?.value, jobLimit: options.limits.limit?.value,
            fallback: options.fallback.flatMap { accounts.account(named: $0.provider) }, seed: .random(in: 0 ... .max))
        settings.toolConcurrency = options.conversations.program?.concurrency ?? settings.toolConcurrency
        settings.prices = prices
        settings.costBudget = options.limits.budgetDollars?.dollars
        settings.waitsForCheapHours = waitsForCheapHours
        return settings
    }

    /// Makes of a stored line the conversation to go on with. A line that cannot be read again is a damaged state file,
    /// for it was checked when it came in.
    private func admission(_ reading: JobReading) -> @Sendable (StoredJob) -> Result<Admission, StoreError> {
        let fallback = options.fallback
        return { [accounts, path = paths.state, conversations = options.conversations, histories = ReasoningHistories()] stored in
            do throws(JobLineError) {
                let job = try JobLine(JobText(stored), reading: reading).job
                guard let account = accounts.account(of: job) else {
                    return .failure(
                        StoreError(kind: .other, path: path, detail: "job \(job.id) names a provider that this run does not know"))
                }
                func conversation(_ job: Job, _ account: AccountID) -> Conversation {
                    let asked = accounts.list[account.index]
                    return Conversation(
                        job: job, rounds: stored.rounds, toolAnswers: stored.toolAnswers, revivedAt: stored.revivedAt,
                        rules: conversations.rules(for: asked, model: job.model ?? asked.model, histories))
                }
                var spare: Conversation?
                if let fallback, let other = accounts.account(named: fallback.provider), other != account,
                    accounts.list[other.index].provider.canServe(job)
                {
                    var given = job
                    given.model = fallback.model
                    spare = conversation(given, other)
                }
                return .success(Admission(key: stored.key, account: account, conversation: conversation(job, account), spare: spare))
            } catch {
                return .failure(StoreError(kind: .damaged, path: path, detail: "\(error)"))
            }
        }
    }

    /// Blocks until the run has ended, showing its progress and heeding interrupts, which are given on: a third one ends the
    /// process also while the results are written.
    private func wait(
        for engine: Engine, _ latencies: Protected<Latencies>, _ before: StateSummary, isAlone: Bool
    ) -> (Engine.End, Interrupts) {
        let mode: ProgressDisplay.Mode = options.quiet ? .quiet : options.json ? .json : Terminal.isInteractive ? .live : .lines
        let display = ProgressDisplay(mode: mode, clock: clock) { [prices, clock, fallback = options.fallback] in
            let progress = engine.progress
            var report = ProgressReport(progress, firstToken: latencies.with { $0.firstToken.percentiles }, before: before)
            report.warnings = RunWarning.all(of: progress.tally, prices, fallback: fallback, isAlone: isAlone, at: clock.now())
            return report
        }
        let ended = DispatchSemaphore(value: 0)
        let end = Protected<Engine.End?>(nil)
        engine.run { how in
            end.with { $0 = how }
            ended.signal()
        }
        // After the run has begun: an engine that does not run yet has nothing to stop.
        let interrupts = Interrupts { count in
            if count == 1 { engine.stop() } else { engine.abort() }
        }
        ended.wait()
        display.finish()
        return (end.with { $0 } ?? .success(.completed), interrupts)
    }

    /// Writes the results and the last words. The very last line of a stopped run is the command that goes on with it.
    private func conclude(_ end: Engine.End, _ summary: RunSummary) throws -> ExitStatus {
        if case .failure(let error) = end {
            Terminal.error("batchrun: \(error)")
            if !options.json, let advice = error.advice { Terminal.error("  \(advice)") }
            Terminal.error(options.json ? resumeCommand : "What was committed is safe. Go on with:\n\(resumeCommand)")
            return .unwritable
        }
        try exportResults()
        let after = try StateReader(path: paths.state)
        let failures = try after.failuresByCode()
        if options.json {
            Terminal.error(summary.json(results: paths.results, failures: failures))
        } else if !options.quiet {
            let lines = summary.lines(results: paths.results, failures: failures, colour: Terminal.hasColour) { code in
                let advices = Set(accounts.list.compactMap { $0.errors.advice(onRejected: code) })
                return advices.count == 1 ? advices.first?.sentence : nil
            }
            for line in lines { Terminal.error(line) }
        } else {
            for line in summary.ending.lines { Terminal.error(line) }
        }
        if case .stopped = summary.ending {
            Terminal.error(options.json ? resumeCommand : "Go on with:\n\(resumeCommand)")
            return .stopped
        }
        return failures.isEmpty ? .completed : .someFailed
    }

    private var resumeCommand: String { ResumeCommand.text(arguments: CommandLine.arguments, paths: paths) }

    /// - Parameters:
    ///   - pending: how many jobs are neither completed nor failed.
    private func describe(_ end: Engine.End, leaving pending: Int) -> RunSummary.Ending {
        switch end {
        case .success(.completed):
            if let limit = options.limits.limit?.value, pending > 0 {
                .stopped("limit_reached", "The limit of \(limit.counted("job")) is reached.")
            } else {
                .completed
            }
        case .success(.stopped(.interrupted)): .stopped("interrupted", "Interrupted.")
        case .success(.stopped(.tokenBudget(let budget))):
            .stopped("budget_reached", "The budget of \(budget.grouped) tokens is reached.")
        case .success(.stopped(.costBudget(let budget))):
            .stopped("budget_reached", "The budget of \(budget.shown) is reached.")
        case .success(.stopped(.costUnknown(let model))):
            .stopped(
                "cost_unknown", "What a reply of \(model.name) cost is not known, so that --budget-usd cannot be kept.",
                "Pass its price with --prices, or omit --budget-usd.")
        case .success(.stopped(.account(let failure))):
            .stopped(failure.code, "The run is stopped: \(failure.message.printable.endedAsSentence)",
                (failure.advice ?? Advice(onFailure: failure.code))?.sentence)
        case .failure(let error): .stopped("state_unwritable", "\(error)")
        }
    }

    /// The simulator's port is another one in each run.
    private func isSameServer(_ baseURL: String?) -> Bool {
        baseURL == accounts.list[0].baseURL || accounts.list[0].provider.name == Provider.simulated.name || options.rehearse
    }

    private func announce(_ before: StateSummary) throws {
        let account = accounts.list[0]
        if before.counts.rounds > 0, let last = try StateReader(path: paths.state).runs().last?.settings, let provider = last.provider,
            provider != account.provider.name || last.model != account.model || !isSameServer(last.baseURL)
        {
            let model = last.model.map { ", model \($0)" } ?? ""
            let place = last.baseURL.map { " at \($0)" } ?? ""
            say("The rounds so far were asked of \(provider)\(place)\(model); what is left is asked as this command says.")
        }
        if options.rehearse { say("A rehearsal: the simulator answers in place of every provider, and nothing is paid.") }
        let resumed = before.counts.rounds > 0 ? ", going on after \(before.counts.rounds.counted("round"))" : ""
        say("\(before.counts.pending.counted("job")) to run\(resumed): \(whoIsAsked), state in \(paths.state)")
    }

    private var whoIsAsked: String {
        let asked = accounts.asked
        guard asked.count > 1 else {
            let account = asked.first ?? accounts.list[0]
            return "\(account.provider.title), model \(account.model ?? "as each job says")"
        }
        return "\(asked.map(\.provider.title).joined(separator: ", ")), models as each job says"
    }

    private func announceConversations() {
        let provider = accounts.list[0].provider
        if options.conversations.continueTruncated, !provider.completesPrefixes {
            say("\(provider.title) is not known to go on from the end of a reply: --continue-truncated does nothing there.")
        }
        guard let program = options.conversations.program else { return }
        say(
            "Where a model calls tools, the program of --tool-command is run: \(program.concurrency.grouped) at once at most, "
                + "each for \(program.timeLimit.plain) at most.")
    }

    /// The options of the run for its record.
    private var settings: RunSettings {
        let account = accounts.list[0]
        return RunSettings(
            provider: account.provider.name, baseURL: account.baseURL, model: account.model, streams: options.stream,
            reasoningHistory: options.conversations.reasoningHistory?.history, fallback: options.fallback?.description,
            maxAttempts: options.limits.maxAttempts, requestsPerMinute: options.limits.rpm?.value,
            tokensPerMinute: options.limits.tpm?.value, profilesFile: options.provider.profiles.file, pricesFile: options.prices.prices,
            budget: options.limits.budgetDollars?.dollars, waitsForCheapHours: options.limits.offPeak)
    }
}

extension ProgressReport {
    /// The counts of the whole state file: those of before, and those of this run.
    init(_ progress: Engine.Progress, firstToken: LatencyPercentiles?, before: StateSummary) {
        let counts = progress.tally.counts
        self.init(
            counts: before.counts + counts, retries: counts.retries, throttled: counts.throttled, firstToken: firstToken,
            inFlight: progress.inFlight, toolsRunning: progress.toolsRunning, bottleneck: progress.bottleneck,
            isDraining: progress.isDraining)
    }
}
