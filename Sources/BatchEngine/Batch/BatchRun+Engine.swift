import BatchCore

extension BatchRun {
    /// - Parameter jobNames: the names by which jobs use each account.
    func engineSettings(jobNames: [[String]]) -> EngineSettings {
        let accountSettings = accounts.list.indices.map { index in
            EngineSettings.AccountSettings(
                provider: accounts.list[index].provider.name, model: accounts.list[index].model,
                limits: options.limits(of: accounts.list[index], isChosen: index == 0), jobNames: jobNames[index],
                obstacle: accounts.obstacle(of: AccountID(index)))
        }
        var settings = EngineSettings(
            accounts: accountSettings, maxAttempts: options.maxAttempts, patience: options.patience, tokenBudget: options.tokenBudget,
            jobLimit: options.jobLimit, fallback: options.fallback.flatMap { accounts.account(named: $0.provider) },
            seed: .random(in: 0 ... .max))
        settings.toolConcurrency = options.program?.concurrency ?? settings.toolConcurrency
        settings.prices = batch.prices
        settings.costBudget = options.costBudget
        settings.waitsForCheapHours = waitsForCheapHours
        return settings
    }

    /// Makes the conversation of a stored job. If its line cannot be read, the state file is damaged, since the line was checked
    /// when it was stored.
    func admission(reading: JobReading) -> @Sendable (StoredJob) -> Result<Admission, StoreError> {
        { [accounts, options, path = paths.state, histories = ReasoningHistories()] stored in
            do throws(JobLineError) {
                let job = try JobLine(JobText(stored), reading: reading).job
                guard let account = accounts.account(of: job) else {
                    return .failure(
                        StoreError(kind: .other, path: path, detail: "job \(job.id) names a provider that this run does not know"))
                }
                func conversation(_ job: Job, _ account: AccountID) -> Conversation {
                    let asked = accounts[account]
                    return Conversation(
                        job: job, rounds: stored.rounds, toolAnswers: stored.toolAnswers, revivedAt: stored.revivedAt,
                        rules: options.rules(for: asked, model: job.model ?? asked.model, histories))
                }
                var spare: Conversation?
                if let fallback = options.fallback, let other = accounts.account(named: fallback.provider), other != account,
                    accounts[other].provider.canServe(job)
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

    /// The settings to record with the run.
    var settings: RunSettings {
        RunSettings(
            provider: accounts.chosen.provider.name, baseURL: accounts.chosen.baseURL, model: accounts.chosen.model,
            streams: options.streams, reasoningHistory: options.reasoningHistory, fallback: options.fallback?.description,
            maxAttempts: options.maxAttempts, requestsPerMinute: options.requestsPerMinute, tokensPerMinute: options.tokensPerMinute,
            profilesFile: options.profiles, pricesFile: options.prices, budget: options.costBudget,
            waitsForCheapHours: options.waitsForCheapHours)
    }
}
