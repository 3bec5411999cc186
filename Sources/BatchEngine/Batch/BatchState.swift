public import BatchCore
import Glibc

/// The contents of a state file, also while a run in any process writes it, or after a run was killed. Changes nothing in the file.
public struct BatchState: Sendable {
    /// Path of the state file.
    public let path: String
    private let providers: Providers

    /// The providers of a state file's jobs. Counts can be read without them.
    private enum Providers: Sendable {
        case known(ProviderCatalog)
        /// Path of a profile file; nil for the user's own.
        case profiles(String?)
    }

    /// The state file at `path`. It is opened when it is read.
    /// - Parameters:
    ///   - path: path of the state file.
    ///   - profiles: path of a profile file with more providers. It is read with the results.
    public init(_ path: String, profiles: String? = nil) { (self.path, providers) = (path, .profiles(profiles)) }

    init(path: String, catalog: ProviderCatalog) { (self.path, providers) = (path, .known(catalog)) }

    /// - Throws: ``BatchError`` if there is no state file, or if it cannot be read.
    package func reader() throws(BatchError) -> StateReader {
        do {
            return try StateReader(path: path)
        } catch {
            throw BatchError(.state(error))
        }
    }

    /// Counts of the file, the failures, and the last run.
    public func status() throws(BatchError) -> BatchStatus {
        let reader = try reader()
        return try BatchError.rethrowing { try BatchStatus(reader) }
    }

    /// Whether the simulator wrote the answers.
    public func isOfRehearsal() throws(BatchError) -> Bool {
        let reader = try reader()
        return try BatchError.rethrowing { try reader.meta(.rehearsal) }
    }

    /// The results of all jobs, in the order of the job file.
    public var results: BatchResults { BatchResults(state: self) }

    /// All attempts at the rounds of all jobs, in the order of the job file.
    public var attempts: BatchAttempts { BatchAttempts(state: self) }

    /// The result of one job.
    /// - Throws: ``BatchError`` if there is no job of that id.
    public func result(of id: String) throws(BatchError) -> BatchResult {
        let reader = try reader()
        return try BatchError.rethrowing {
            let stored = try job(id, in: reader)
            return BatchResult(try export(of: reader).result(of: stored), key: stored.key)
        }
    }

    /// The attempts at the rounds of one job, in the order in which they were written.
    /// - Parameter id: id of the job.
    /// - Throws: ``BatchError`` if there is no job of that id.
    public func attempts(of id: String) throws(BatchError) -> [BatchAttempt] {
        let reader = try reader()
        return try BatchError.rethrowing { try reader.attempts(of: job(id, in: reader).key).map { BatchAttempt($0, of: id) } }
    }

    private func job(_ id: String, in reader: StateReader) throws -> StoredJob {
        if let stored = try reader.job(id: id) { return stored }
        throw BatchError(.noSuchJob(id, state: path, near: try reader.ids(near: id)))
    }

    /// Writes the results to a file, whole or not at all; to standard output for `-`.
    /// - Parameters:
    ///   - path: file to write.
    ///   - format: format of the file.
    ///   - status: jobs to write; those that the format is for if nil.
    ///   - keepsReasoning: whether formats that omit reasoning by default keep it.
    /// - Returns: how many jobs the format cannot represent, by reason.
    /// - Throws: ``BatchError``
    @discardableResult
    public func export(
        to path: String, format: ResultFormat = .results, only status: BatchResult.Status? = nil, keepsReasoning: Bool = false
    ) throws(BatchError) -> [LeftOut: Int] {
        try BatchOptions.validate(keepsReasoning: keepsReasoning, in: format)
        try BatchPaths.refuse(path, over: self.path)
        let reader = try reader()
        return try BatchError.rethrowing {
            var export = try export(of: reader)
            (export.format, export.keepsReasoning) = (format, keepsReasoning)
            do {
                return try export.write(to: path, only: status)
            } catch let error as FileError {
                throw BatchError(.results(error))
            }
        }
    }

    func export(of reader: StateReader) throws -> ResultsExport {
        let catalog =
            switch providers {
            case .known(let catalog): catalog
            case .profiles(let file): try ProviderCatalog.load(file: file)
            }
        return try ResultsExport(reader: reader, catalog: catalog)
    }
}

/// The progress of a batch, from its state file.
@dynamicMemberLookup
public struct BatchStatus: Sendable {
    /// Counts of the state file.
    public let counts: Counts
    /// Unfinished jobs that have rounds.
    public let begun: Int
    /// Attempts by outcome: `replied`, `throttled`, `transient`, …
    public let attemptsByOutcome: [String: Int]
    /// Jobs that have failed, by reason.
    public let failures: [FailureCount]
    /// The last run; nil if there was none.
    public let lastRun: LastRun?
    /// Whether the simulator wrote the answers.
    public let isRehearsal: Bool

    /// A run that a state file records.
    public struct LastRun: Sendable {
        /// When the engine began.
        public let startedAt: Instant
        /// Nil during the run, and if it was killed.
        public let endedAt: Instant?
        /// ``BatchEnding/code``; nil during the run, and if it was killed.
        public let ending: String?
        /// The process of the run.
        public let process: Int32
        /// Whether that process exists and has not ended the run.
        public let isRunning: Bool
    }

    init(_ reader: StateReader) throws(StoreError) {
        let summary = try reader.summary()
        (counts, begun, attemptsByOutcome) = (summary.counts, summary.pendingWithRounds, summary.attempts)
        failures = try reader.failuresByCode()
        isRehearsal = try reader.meta(.rehearsal)
        lastRun = try reader.runs().last.map { run in
            LastRun(
                startedAt: run.startedAt, endedAt: run.endedAt, ending: run.ending, process: run.pid,
                isRunning: run.ending == nil && Lease.holder(of: reader.path) == run.pid)
        }
    }

    /// A count by its name.
    public subscript<Value>(dynamicMember member: KeyPath<Counts, Value>) -> Value { counts[keyPath: member] }
}
