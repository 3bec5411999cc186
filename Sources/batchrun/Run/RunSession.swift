// Run: one run from the job file to the results: intake, accounts, progress, interrupts, the last words.

import BatchCore
import BatchEngine
import Dispatch
import Glibc
import ProviderSimulator

/// One run of the command, from the job file to the results.
struct RunSession {
    let options: RunCommand
    let paths: FilePaths
    let clock = SystemClock()
    let keys: KeyRing
    private let simulator: LocalSimulator?
    /// Opened are those that jobs ask, once the jobs are brought in.
    var accounts: Accounts
    let prices: PriceList

    init(_ options: RunCommand) throws {
        self.options = options
        paths = FilePaths(
            argument: options.jobFile, state: options.state, output: options.output, format: options.results.format.format,
            isRehearsal: options.rehearse)
        keys = try KeyRing()
        let catalog = try options.provider.profiles.catalog()
        prices = try options.prices.read(catalog)
        let provider = try options.provider.chosen(in: catalog)
        let isSimulated = provider.baseURL.isEmpty && options.provider.baseURL == nil
        simulator = isSimulated || options.rehearse ? try LocalSimulator() : nil
        let variable = options.provider.apiKeyEnv ?? provider.keyVariable
        let key = variable.flatMap { [keys] in keys[$0] }
        let account = Account(
            provider: provider, baseURL: simulator?.baseURL ?? options.provider.baseURL, key: key, model: options.provider.model,
            deadlines: options.limits.deadlines(of: provider))
        accounts = Accounts(
            chosen: account, missingKey: key == nil ? variable : nil, catalog: catalog, keys: keys,
            stage: options.rehearse ? simulator.map(RehearsalStage.init) : nil)
        if let fallback = options.fallback, accounts.provider(fallback.provider) == nil {
            let names = accounts.names
            let nearest = NearestName.of(fallback.provider, in: names).map { " Did you mean '\($0)'?" } ?? ""
            throw CommandFailure(
                "There is no provider '\(fallback.provider)' to fall back to.\(nearest)", hint: "Known: \(names.joined(separator: ", ")).")
        }
    }

    mutating func run() throws -> ExitStatus {
        let isNew = unsafe access(paths.state, F_OK) != 0
        if paths.jobFile == nil, isNew { throw StoreError(kind: .missing, path: paths.state, detail: "") }
        let aside = options.fresh && !isNew ? try StateFile.setAside(paths.state, at: clock.now()) : nil
        let state = try StateFile(path: paths.state)
        defer { state.close() }
        let before: StateSummary
        do {
            try keepRehearsalsApart(state)
            let intake = try bringIn(state)
            before = try StateReader(path: paths.state).summary()
            if before.counts.jobs == 0 { throw CommandFailure("\(paths.jobFile ?? paths.state) holds no jobs.") }
            if before.counts.pending > 0 {
                warn(intake.warnings)
                try requirePrices(of: intake.asked)
                try requireKeys(of: intake.asked)
                try lookAtAccounts(intake.asked)
            }
        } catch {
            // A state file that holds nothing is only a riddle to whoever finds it, and the old one is still the best there is.
            // One in which something was tried is another process's, which was as fast as this one.
            if isNew || aside != nil, isUntried {
                state.discard()
                if let aside { unsafe rename(aside, paths.state) }
            }
            throw error
        }
        if let aside { say("The old state is kept as \(aside).") }
        guard before.counts.pending > 0 else { return try endWithNothingLeft(before) }
        return try run(state, before)
    }

    /// Brings the job file in, where there is one. Tells whom jobs will ask, and for which models.
    private mutating func bringIn(_ state: StateFile) throws -> JobIntake.Report {
        try paths.refuseResultsInPlaceOfInput()
        try paths.refuseUnreachableResults()
        var report = JobIntake.Report()
        if let jobFile = paths.jobFile {
            if jobFile != "-", unsafe access(jobFile, F_OK) != 0, try StateReader(path: paths.state).hasJobs() {
                say("There is no file \(jobFile); going on with the jobs that \(paths.state) holds.")
                try requireReading(of: state, isAsked: options.lines.replay)
            } else {
                report = try bringIn(jobFile, state)
            }
        } else {
            try requireReading(of: state, isAsked: options.lines.replay)
        }
        if options.retryFailed {
            let revived = try state.retryFailed(at: clock.now())
            say("\(revived.counted("failed job")) \(revived == 1 ? "gets" : "get") another life.")
        }
        if !report.isWhole { try openAccounts(of: StateReader(path: paths.state), &report) }
        if let fallback = options.fallback, let account = accounts.open(fallback.provider) {
            if !report.asked.isEmpty, report.asked.keys.allSatisfy({ $0 == account }) {
                throw CommandFailure(
                    "Every job is asked of \(fallback.provider) already, which can be no fallback for itself.",
                    hint: "Name another provider with --fallback, or leave it out.")
            }
            report.asked[account, default: []].insert(fallback.model)
        }
        return report
    }

    private mutating func bringIn(_ jobFile: String, _ state: StateFile) throws -> JobIntake.Report {
        try refuseOthersState(jobFile, state)
        if try StateReader(path: paths.state).hasJobs() {
            try requireReading(of: state, isAsked: true)
        } else {
            try state.setMeta(.reading, to: options.lines.reading)
        }
        var intake = JobIntake(
            accounts: accounts, prices: prices, streams: options.stream, reading: options.lines.reading, skipsInvalid: options.skipInvalid,
            restartsChanged: options.restartChanged, dropsAbsent: jobFile != "-", clock: clock)
        let report = try intake.bring(jobFile, into: state)
        accounts = intake.accounts
        if jobFile != "-" { try state.setMeta(.jobFile, to: jobFile) }
        if report.dropped > 0 {
            say(
                "\(report.dropped.counted("job")) that \(report.dropped == 1 ? "was" : "were") not begun and not in "
                    + "\(jobFile) any more: left out."
            )
        }
        if report.absent > 0 {
            say(
                "\(report.absent.counted("job")) of \(paths.state) \(report.absent == 1 ? "is" : "are") not in "
                    + "\(jobFile) any more; kept, and run to the end where not finished.")
        }
        if report.counts.badLines > 0 { say("Skipped \(report.counts.badLines.counted("bad line")).") }
        return report
    }

    /// Tells what in the jobs does not do what it seems to.
    private func warn(_ warnings: [JobWarning]) {
        guard !options.quiet else { return }
        for warning in warnings { Terminal.error(options.json ? warning.event : warning.line(of: paths.jobFile ?? paths.state)) }
    }

    /// Two job files whose names differ in their ending alone would share a state file, and each would take the other's jobs away.
    private func refuseOthersState(_ jobFile: String, _ state: StateFile) throws {
        func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
        guard options.state == nil, jobFile != "-", let other = try state.meta(.jobFile), name(other) != name(jobFile) else { return }
        throw CommandFailure(
            "\(paths.state) holds the jobs of \(other), and not of \(jobFile).", hint: "Name another state file with --state.")
    }

    /// Stored lines are read as they were when they came in.
    /// - Parameter isAsked: whether the command line says how. Without a job file, no word of it means as the state has it.
    private func requireReading(of state: StateFile, isAsked: Bool) throws {
        let kept = try state.meta(.reading)
        guard isAsked, kept != options.lines.reading else { return }
        throw CommandFailure(
            kept == .replay
                ? "The jobs of \(paths.state) are replayed, and this run would not."
                : "The jobs of \(paths.state) ask the last message of their lines, and --replay would ask every one.",
            hint: "\(kept == .replay ? "Add" : "Leave out") --replay, name another state with --state, or start over with --fresh.")
    }

    private var isUntried: Bool { (try? StateReader(path: paths.state).summary().attempts.isEmpty) ?? false }

    private func endWithNothingLeft(_ summary: StateSummary) throws -> ExitStatus {
        try exportResults()
        if options.json {
            let failures = try StateReader(path: paths.state).failuresByCode()
            Terminal.error(
                RunSummary(nothingLeftOf: summary, isRehearsal: options.rehearse).json(results: paths.results, failures: failures))
        }
        say(
            "Nothing is left to do: \(summary.counts.completed.grouped) of \(summary.counts.jobs.counted("job")) completed"
                + (summary.counts.failed > 0 ? ", \(summary.counts.failed.grouped) failed (--retry-failed gives them another life)." : "."))
        return summary.counts.failed > 0 ? .someFailed : .completed
    }

    /// A line for people; left out where silence or JSON was asked for.
    func say(_ line: String) { if !options.quiet, !options.json { Terminal.error(line) } }

    func exportResults() throws {
        let reader = try StateReader(path: paths.state)
        let format = options.results.format.format
        do {
            let export = try ResultsExport(
                reader: reader, accounts: accounts, reasoningHistory: options.conversations.reasoningHistory?.history,
                options: options.results)
            let leftOut = try export.write(to: paths.results)
            if let sentence = LeftOut.sentence(leftOut, format: format) { say(sentence) }
            if options.json, let event = LeftOut.event(leftOut, format: format) { Terminal.error(event) }
        } catch var failure as CommandFailure {
            let other = format == .results ? "" : " --format \(format.rawValue)"
            failure.hint = "The state has them all: batchrun export \(ResumeCommand.quoted(paths.state))\(other) -o FILE"
            throw failure
        }
    }
}
