import BatchCore

extension BatchRun {
    /// Stores the jobs of the job file if there is one, and opens the accounts of all unfinished jobs.
    mutating func bringIn(_ state: StateFile) throws -> JobIntake.Report {
        var intake = JobIntake.Report()
        if let jobFile = paths.jobFile {
            if jobFile != "-", !BatchPaths.exists(jobFile), try state.reader().hasJobs() {
                report(.jobFileMissing(path: jobFile))
                try requireReading(of: state, isAsked: options.replaysConversations)
            } else {
                intake = try bringIn(jobFile, state)
            }
        } else {
            try requireReading(of: state, isAsked: options.replaysConversations)
        }
        if options.retriesFailedJobs { report(.retrying(jobs: try state.retryFailed(at: batch.clock.now()))) }
        if !intake.isWhole { try openAccounts(of: state.reader(), &intake.asked) }
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
        if try state.reader().hasJobs() {
            try requireReading(of: state, isAsked: true)
        } else {
            try state.setMeta(.reading, to: options.reading)
        }
        var intake = JobIntake(accounts: accounts, prices: batch.prices, options: options, clock: batch.clock, report: report)
        let found = try intake.bring(jobFile, into: state)
        accounts = intake.accounts
        if jobFile != "-" { try state.setMeta(.jobFile, to: jobFile) }
        if found.removed > 0 { report(.removed(jobs: found.removed)) }
        if found.absent > 0 { report(.absent(jobs: found.absent)) }
        if found.badLines > 0 { report(.skipped(lines: found.badLines)) }
        return found
    }

    /// Opens the accounts of unfinished jobs that are in the state file and not in the job file.
    /// - Throws: ``BatchError`` if some name an unknown provider.
    private mutating func openAccounts(of reader: StateReader, _ asked: inout AskedModels) throws {
        let reading = try reader.meta(.reading)
        var unknown: [String: Int] = [:]
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
            } else if let name = job.provider {
                unknown[name, default: 0] += 1
            }
        }
        guard let (name, count) = unknown.min(by: { $0.key < $1.key }) else { return }
        throw BatchError(
            .unknownProviderOfJobs(name, jobs: count, state: paths.state, nearest: NearestName.of(name, in: accounts.names)))
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
