import BatchCore

extension BatchRun {
    /// Stores the jobs of the job file if there is one, and opens the accounts of all unfinished jobs.
    mutating func bringIn(_ state: StateFile) throws -> JobIntake.Report {
        var intake = JobIntake.Report()
        let hadJobs = try state.reader().hasJobs()
        if let jobFile = paths.jobFile {
            if jobFile != "-", !BatchPaths.exists(jobFile), hadJobs {
                report(.jobFileMissing(path: jobFile))
                try requireReading(of: state, isAsked: options.replaysConversations)
            } else {
                intake = try bringIn(jobFile, state)
            }
        } else {
            try requireReading(of: state, isAsked: options.replaysConversations)
        }
        if options.retriesFailedJobs {
            let now = batch.clock.now()
            retriedAt = now
            report(.retrying(jobs: try state.retryFailed(at: now)))
        }
        // Lines of jobs that have ended need no account.
        if hadJobs || !intake.isWhole { intake.asked = try openAccounts(of: state.reader()) }
        try openFallback(&intake.asked)
        return intake
    }

    private mutating func openFallback(_ asked: inout AskedModels) throws(BatchError) {
        guard let fallback = options.fallback, let account = accounts.open(fallback.provider) else { return }
        if !asked.byAccount.isEmpty, asked.byAccount.keys.allSatisfy({ $0 == account }) {
            throw BatchError(.fallbackToItself(fallback.provider))
        }
        asked.note(fallback.model, of: account)
    }

    private mutating func bringIn(_ jobFile: String, _ state: StateFile) throws -> JobIntake.Report {
        try refuseJobsOfOtherFile(jobFile, state)
        let isFirst = try !state.reader().hasJobs()
        if isFirst {
            try state.setMeta(.reading, to: options.reading)
        } else {
            try requireReading(of: state, isAsked: true)
        }
        var intake = JobIntake(
            opensAccounts: isFirst, accounts: accounts, prices: batch.prices, options: options, clock: batch.clock, report: report)
        let found = try intake.bring(jobFile, into: state)
        accounts = intake.accounts
        if jobFile != "-" { try state.setMeta(.jobFile, to: jobFile) }
        if found.removed > 0 { report(.removed(jobs: found.removed)) }
        if found.absent > 0 { report(.absent(jobs: found.absent)) }
        if found.badLines > 0 { report(.skipped(lines: found.badLines)) }
        return found
    }

    /// Opens the accounts of the unfinished jobs in the state file.
    /// - Throws: ``BatchError`` if some name an unknown provider, or use no model.
    private mutating func openAccounts(of reader: StateReader) throws -> AskedModels {
        let reading = try reader.meta(.reading)
        var asked = AskedModels()
        var unknown: [String: Int] = [:]
        var withoutModel: [String: Int] = [:]
        try reader.forEachPendingJob { stored in
            let job: Job
            do throws(JobLineError) {
                job = try JobLine(JobText(stored), reading: reading).job
            } catch {
                // The line was checked when it was stored.
                throw StoreError(kind: .damaged, path: paths.state, detail: "\(error)")
            }
            if let account = accounts.open(job.provider) {
                asked.note(job, asks: account, of: accounts)
                if accounts.model(of: job)?.model == nil { withoutModel[accounts[account].provider.title, default: 0] += 1 }
            } else if let name = job.provider {
                unknown[name, default: 0] += 1
            }
        }
        if let (name, count) = unknown.min(by: { $0.key < $1.key }) {
            throw BatchError(
                .unknownProviderOfJobs(name, jobs: count, state: paths.state, nearest: NearestName.of(name, in: accounts.names)))
        }
        if let (provider, count) = withoutModel.min(by: { $0.key < $1.key }) {
            throw BatchError(.jobsWithoutModel(provider: provider, jobs: count, state: paths.state))
        }
        return asked
    }

    /// Two job files whose names differ only in their ending would share a state file, and each would remove the other's jobs.
    private func refuseJobsOfOtherFile(_ jobFile: String, _ state: StateFile) throws {
        func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
        guard options.state == nil, jobFile != "-", let other = try state.meta(.jobFile), name(other) != name(jobFile) else { return }
        throw BatchError(.jobsOfOtherFile(state: paths.state, holds: other, asked: jobFile))
    }

    /// Refuses options that would read the stored lines otherwise than when they were stored.
    /// - Parameter isAsked: whether the options count. Without a job file, the default option means: as the state has it.
    private func requireReading(of state: StateFile, isAsked: Bool) throws {
        let kept = try state.meta(.reading)
        guard isAsked, kept != options.reading else { return }
        throw BatchError(.readOtherwise(state: paths.state, isReplayed: kept == .replay))
    }

    /// Refuses to resume a rehearsal as a run, or a run as a rehearsal. A state without jobs takes the kind of this run.
    func keepRehearsalsApart(_ state: StateFile) throws {
        let isOfRehearsal = try state.meta(.rehearsal)
        guard isOfRehearsal != options.isRehearsal else { return }
        guard try state.reader().hasJobs() else { return try state.setMeta(.rehearsal, to: options.isRehearsal) }
        throw BatchError(isOfRehearsal ? .stateOfRehearsal(paths.state) : .stateOfRun(paths.state))
    }
}
