import BatchCore

/// Reads a job file, checks every line, and stores the jobs in the state file: all of them, or none.
struct JobIntake {
    /// The result of the intake.
    struct Report {
        var badLines = 0
        /// Jobs of the state file that are not in the job file any more. They resume, since they were begun.
        var absent = 0
        /// Jobs that were not begun and are not in the job file any more.
        var removed = 0
        /// Whether the lines that were read are all jobs of the state file.
        var isWhole = false
        var asked = AskedModels()
        var warnings: [JobWarning] = []
    }

    /// Whether each line's account is opened. Else the caller opens those of unfinished jobs.
    let opensAccounts: Bool
    private(set) var accounts: Accounts
    let prices: PriceList
    let options: BatchOptions
    let clock: any EngineClock
    let report: (BatchEvent) -> Void

    /// - Throws: ``BatchError`` if a line cannot be run, after each fault was reported.
    mutating func bring(_ path: String, into state: StateFile) throws -> Report {
        var source = try JobFileSource(path: path)
        let reviewer = JobReviewer(accounts: accounts, streams: options.streams, prices: prices, now: clock.now())
        var check = JobFileCheck(reading: options.reading) { reviewer.remarks(on: $0) }
        var found = Report()
        var faults = 0
        let session = try state.beginIngest(at: clock.now())
        while let entry = try source.next() {
            let job: Job
            do throws(JobLineError) {
                job = try check.job(of: entry)
            } catch {
                if !options.skipsBadLines { faults += 1 }
                tell(error.faults, of: source.name)
                continue
            }
            if opensAccounts, let account = accounts.open(job.provider) { found.asked.note(job, asks: account, of: accounts) }
            guard case .text(let text) = entry else { continue }
            let line = IngestLine(
                id: job.id, line: job.line, text: text.bytes[...], priority: job.priority, provider: job.provider ?? "",
                turns: job.turns.count)
            if let fault = try add(line, to: session) {
                faults += 1
                tell([fault], of: source.name)
            }
        }
        (found.badLines, found.warnings) = (check.counts.badLines, check.warnings)
        guard faults == 0 else { throw BatchError(.badLines(faults, file: source.name, canSkip: found.badLines > 0)) }
        // Standard input may differ each time, so it removes no jobs.
        if path != "-" {
            (found.removed, found.absent) = try session.dropAbsent()
        } else {
            found.absent = try session.countAbsent()
        }
        try session.commit()
        found.isWhole = found.absent == 0 && found.badLines == 0
        return found
    }

    private func tell(_ faults: [JobFault], of file: String) { for fault in faults { report(.badLine(LineRemark(fault, file: file))) } }

    /// Stores one line.
    /// - Returns: the fault if the line has changed after its first paid round.
    private func add(_ line: IngestLine, to session: borrowing IngestSession) throws -> JobFault? {
        guard case .changed(let previousLine, let rounds) = try session.add(line) else { return nil }
        guard options.restartsChangedJobs else {
            let place = previousLine == line.line ? "" : ", when it stood on line \(previousLine)"
            return JobFault(
                line: line.line, member: "id",
                message: "the job \"\(line.id)\" has changed since \(rounds.counted("round")) of it "
                    + "\(rounds == 1 ? "was" : "were") paid for\(place)",
                hint: Advice("give it another id, so that it is a new job", .restartChanged))
        }
        try session.replace(line)
        return nil
    }
}

/// The models that jobs use, by account: the first hundred of each, since real files name few.
struct AskedModels {
    private(set) var byAccount: [AccountID: Set<String>] = [:]

    mutating func note(_ job: Job, asks account: AccountID, of accounts: Accounts) {
        guard let model = job.model ?? accounts[account].model, byAccount[account, default: []].count < 100 else { return }
        byAccount[account, default: []].insert(model)
    }

    mutating func note(_ model: String, of account: AccountID) { byAccount[account, default: []].insert(model) }
}
