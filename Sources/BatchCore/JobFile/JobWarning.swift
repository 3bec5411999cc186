/// What a job file is warned of: the same, however many of its jobs it concerns.
package struct JobWarning: Hashable, Sendable {
    /// One word for machines: `parameter_ignored`, …
    package var code: String
    /// What it is, in words that continue a sentence, as it is of the first of the jobs.
    package var message: String
    /// What the user may do about it, as a clause that ends the message.
    package var hint: Advice?
    /// Where the first of the jobs stands, counted from 1.
    package var line: Int
    /// Where in that line, counted from 1 in Unicode scalars.
    package var column: Int
    /// How many jobs it concerns.
    package var jobs: Int
}

/// The warnings of a job file by their kinds, of which there are as many as there are rules.
struct JobWarnings {
    /// In the order in which they were met first.
    private(set) var all: [JobWarning] = []
    private var indices: [String: Int] = [:]
    /// The last job that each was counted for.
    private var lastJobs: [Int] = []

    /// - Parameters:
    ///   - job: another number for each.
    ///   - position: is asked for the first of a kind alone, since the line is walked for it.
    mutating func add(code: String, kind: String, _ remark: JobRemark, job: Int, position: () -> JSONPosition) {
        guard let index = indices[kind] else {
            let place = position()
            indices[kind] = all.count
            lastJobs.append(job)
            all.append(
                JobWarning(code: code, message: remark.message, hint: remark.hint, line: place.line, column: place.column, jobs: 1))
            return
        }
        guard lastJobs[index] != job else { return }
        lastJobs[index] = job
        all[index].jobs += 1
    }
}
