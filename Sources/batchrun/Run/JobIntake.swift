import BatchCore
import BatchEngine

/// Reads a job file, checks every line, and brings the jobs into the state file: all of them, or none.
struct JobIntake {
    /// What came in.
    struct Report {
        var counts = JobFileCounts()
        var new = 0
        var replaced = 0
        /// Jobs of the state file that the job file no longer has, and that stay since they were begun.
        var absent = 0
        /// Such that were not begun, and are left out from now on.
        var dropped = 0
        /// Whether the lines that were read are all of the jobs in the state file.
        var isWhole = false
        /// Whom jobs are asked of, and for which models: the first of them, for nobody names hundreds.
        var asked: [AccountID: Set<String>] = [:]
        /// What in the jobs does not do what it seems to.
        var warnings: [JobWarning] = []

        mutating func note(_ job: Job, asks account: AccountID, of accounts: Accounts) {
            let model = job.model ?? accounts.list[account.index].model
            guard asked[account, default: []].count < 100, let model else { return }
            asked[account, default: []].insert(model)
        }
    }

    /// Opened are those that jobs ask.
    private(set) var accounts: Accounts
    let prices: PriceList
    /// Whether answers are asked for as streams by jobs that do not say.
    let streams: Bool
    let reading: JobReading
    let skipsInvalid: Bool
    let restartsChanged: Bool
    /// Whether a line that is gone from the file takes its job away, as long as that was not begun.
    let dropsAbsent: Bool
    let clock: any EngineClock

    mutating func bring(_ path: String, into state: StateFile) throws -> Report {
        var source = try JobFileSource(path: path)
        let reviewer = JobReviewer(accounts: accounts, streams: streams, prices: prices)
        var check = JobFileCheck(reading: reading) { reviewer.remarks(on: $0) }
        var report = Report()
        var faults = 0
        var told = FaultLines(of: source.name)
        let session = try state.beginIngest(at: clock.now())
        while let entry = try source.next() {
            let job: Job
            do throws(JobLineError) {
                job = try check.job(of: entry)
            } catch {
                if !skipsInvalid { faults += 1 }
                told.tell(error)
                continue
            }
            if let account = accounts.open(job.provider) { report.note(job, asks: account, of: accounts) }
            guard case .text(let text) = entry else { continue }
            let line = IngestLine(
                id: job.id, line: job.line, text: text.bytes[...], priority: job.priority, provider: job.provider ?? "",
                turns: job.turns.count)
            if let fault = try Self.add(line, to: session, restartsChanged: restartsChanged, &report) {
                faults += 1
                told.tell(JobLineError(fault))
            }
        }
        told.end()
        (report.counts, report.warnings) = (check.counts, check.warnings)
        guard faults == 0 else {
            throw CommandFailure(
                "\(faults.counted("line")) of \(source.name) cannot be run; nothing was sent.",
                hint: "Mend the lines above" + (check.counts.badLines > 0 ? ", or run the others with --skip-invalid." : "."))
        }
        if dropsAbsent {
            (report.dropped, report.absent) = try session.dropAbsent()
        } else {
            report.absent = try session.countAbsent()
        }
        try session.commit()
        report.isWhole = report.absent == 0 && check.counts.badLines == 0
        return report
    }
}

extension JobIntake {
    /// Brings one line in. Gives what is wrong where its words have changed after rounds of it were paid for.
    private static func add(
        _ line: IngestLine, to session: borrowing IngestSession, restartsChanged: Bool, _ report: inout Report
    ) throws -> JobFault? {
        switch try session.add(line) {
        case .new: report.new += 1
        case .unchanged, .updated: break
        case .changed(let previousLine, let rounds):
            guard restartsChanged else {
                let place = previousLine == line.line ? "" : ", when it stood on line \(previousLine)"
                return JobFault(
                    line: line.line, member: "id",
                    message:
                        "the job \"\(line.id)\" has changed since \(rounds.counted("round")) of it "
                        + "\(rounds == 1 ? "was" : "were") paid for\(place)",
                    hint: "--restart-changed runs it anew; another id makes it a new job")
            }
            try session.replace(line)
            report.replaced += 1
        }
        return nil
    }
}
