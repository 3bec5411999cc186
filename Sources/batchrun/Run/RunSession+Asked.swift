import BatchCore
import BatchEngine

extension RunSession {
    /// Opens the accounts that unfinished jobs of the state file ask, of which no line of a job file has told.
    /// - Throws: where some name a provider that is not known, or cannot be read, before anything is sent.
    mutating func openAccounts(of reader: StateReader, _ report: inout JobIntake.Report) throws {
        let reading = try reader.meta(.reading)
        var unknown: [String: Int] = [:]
        try reader.forEachPendingJob { stored in
            let job: Job
            do throws(JobLineError) {
                job = try JobLine(JobText(stored), reading: reading).job
            } catch {
                // It was checked when it came in.
                throw StoreError(kind: .damaged, path: paths.state, detail: "\(error)")
            }
            if let account = accounts.open(job.provider) {
                report.note(job, asks: account, of: accounts)
            } else if let name = job.provider {
                unknown[name, default: 0] += 1
            }
        }
        guard let (name, count) = unknown.min(by: { $0.key < $1.key }) else { return }
        let nearest = NearestName.of(name, in: accounts.names).map { " Did you mean '\($0)'?" } ?? ""
        throw CommandFailure(
            "\(count.counted("unfinished job")) of \(paths.state) \(count == 1 ? "names" : "name") the provider '\(name)', which is "
                + "not known; nothing was sent.",
            hint: "Pass the profile file that describes it with --providers; committed replies are kept.\(nearest)")
    }
}
