public import BatchCore

/// Something that a batch's user should know, besides its progress. Each is reported once.
public enum BatchEvent: Hashable, Sendable {
    // MARK: The jobs

    /// A line that is not a job.
    case badLine(LineRemark)
    /// A member of jobs that does not have the effect it seems to have.
    case warning(LineRemark)
    /// Bad lines were left out.
    case skipped(lines: Int)
    /// The old state file was moved to this path.
    case stateKept(path: String)
    /// There is no job file; the jobs of the state resume.
    case jobFileMissing(path: String)
    /// Failed jobs are retried.
    case retrying(jobs: Int)
    /// Jobs that were not begun and are not in the job file any more were removed.
    case removed(jobs: Int)
    /// Jobs that are not in the job file any more resume, since they were begun.
    case absent(jobs: Int)

    // MARK: The beginning

    /// The last run was killed. At most this many replies may have been paid for and lost.
    case mayHaveLost(replies: Int)
    /// The rounds so far came from another provider, server or model.
    case providerChanged(provider: String, baseURL: String?, model: String?)
    /// The simulator answers in place of every provider.
    case rehearsal
    /// Jobs are about to run.
    /// - Parameters:
    ///   - rounds: rounds that the state contains already.
    ///   - providers: titles of the providers that jobs use.
    ///   - model: the model of all jobs; nil if jobs may differ.
    case starting(jobs: Int, rounds: Int, providers: [String], model: String?)
    /// Nothing starts before the price falls.
    case peakHours(until: Instant, wait: Duration)
    /// The provider cannot continue truncated replies.
    case cannotContinueReplies(provider: String)
    /// A program answers tool calls.
    case toolProgram(concurrency: Int, timeLimit: Duration)
    /// The engine runs; ``Batch/drain()`` and ``Batch/abort()`` act on it from now on.
    case running

    // MARK: The run

    /// The cost of the model's replies is unknown, since it has no price.
    case priceUnknown(AskedModel)
    /// The cost of some replies of the model is unknown although it has a price.
    case costUnknown(AskedModel)
    /// The server lost responses that conversations were to continue from. Their requests now carry the whole history.
    case historyLost(AskedModel)
    /// The server answered without the history that it was to keep. From now on each request carries it.
    case historyOmitted(AskedModel)
    /// The account has stopped while others continue.
    /// - Parameter fallback: provider and model that get its jobs; nil if they stay unfinished.
    case accountStopped(provider: String, Failure, fallback: String?)

    // MARK: The end

    /// The results omit jobs that the format cannot represent.
    case omitted([LeftOut: Int], format: ResultFormat)
}

/// A sentence about a line of a job file, or about many lines alike; or about a place in a file of profiles or prices.
public struct LineRemark: Hashable, Sendable {
    /// A word in lower case with underscores; `bad_line` if the line is not a job, `bad_document` for a file of profiles or prices.
    public let code: String
    /// Name of the file, or `standard input`.
    public let file: String
    /// Line, counted from 1.
    public let line: Int
    /// Column, counted from 1 in Unicode scalars.
    public let column: Int
    /// What is wrong, in words that continue a sentence.
    public let message: String
    /// What the user can do about it; nil if nothing is known.
    public let hint: Advice?
    /// Number of jobs that it concerns; 0 for a file of profiles or prices.
    public let jobs: Int

    init(_ fault: JobFault, file: String) {
        (code, self.file, line, column, jobs) = ("bad_line", file, fault.line, fault.column, 1)
        (message, hint) = (fault.message, fault.hint)
    }

    init(_ fault: DocumentFault, file: String) {
        (code, self.file, line, column, jobs) = ("bad_document", file, fault.position.line, fault.position.column, 0)
        (message, hint) = (fault.message, fault.hint.map { Advice($0) })
    }

    init(_ warning: JobWarning, file: String) {
        (code, self.file, line, column, jobs) = (warning.code, file, warning.line, warning.column, warning.jobs)
        (message, hint) = (warning.message, warning.hint)
    }
}
