/// A warning about jobs of a file. One warning covers all jobs that it concerns.
package struct JobWarning: Hashable, Sendable {
    /// One word for machines: `parameter_ignored`, …
    package var code: String
    /// The warning for the first of the jobs, in words that continue a sentence.
    package var message: String
    /// What the user can do, as a clause that ends the message.
    package var hint: Advice?
    /// The line of the first of the jobs, counted from 1.
    package var line: Int
    /// The column in that line, counted from 1 in Unicode scalars.
    package var column: Int
    /// The number of jobs that it concerns.
    package var jobs: Int
}

/// The warnings of a job file by kind. There are as many kinds as there are rules.
struct JobWarnings {
    /// In the order of their first jobs.
    private(set) var all: [JobWarning] = []
    private var indices: [String: Int] = [:]
    /// The last job for which each was counted.
    private var lastJobs: [Int] = []

    /// - Parameters:
    ///   - job: a different number for each job.
    ///   - position: called only for the first of a kind, since it reads the line up to the place.
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
