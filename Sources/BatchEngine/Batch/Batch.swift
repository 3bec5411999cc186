// Batch: the library's interface. A program or the command creates a batch, runs it and reads its results. Floor 6: the only
// folder that creates adapters.

public import BatchCore
import Dispatch
import Synchronization

/// A file of scripted conversations, the state file that keeps their rounds, and the options to run them with.
///
/// Each round is durable before the next request of its conversation is sent. After a kill the same batch resumes, and every
/// committed reply is kept. Only replies that were in flight or not yet committed can be paid for and lost.
public final class Batch: Sendable {
    private enum Phase {
        case idle
        /// Nothing was sent yet. An interruption in this phase takes effect when the engine runs.
        case preparing(Interruption?)
        case running(Engine)
    }

    private enum Interruption { case drain, abort }

    package let paths: BatchPaths
    let options: BatchOptions
    let catalog: ProviderCatalog
    let prices: PriceList
    /// The provider of jobs that name none.
    let provider: Provider
    let clock: any EngineClock = SystemClock()
    private let phase = Mutex(Phase.idle)
    private let queue = DispatchQueue(label: "batchrun.batch")

    /// A batch of the jobs in a file. Reads only profiles and prices, and sends nothing.
    /// - Parameters:
    ///   - path: job file; a state file, to resume its jobs; or `-` for standard input.
    ///   - provider: name of the provider for jobs that name none; overrides the options' unless nil.
    ///   - options: settings of the batch.
    /// - Throws: ``BatchError`` for an invalid option, an unknown provider, or a file that cannot be used.
    public init(_ path: String, provider: String? = nil, options: BatchOptions = BatchOptions()) throws(BatchError) {
        var options = options
        options.provider = provider ?? options.provider
        try options.validate()
        self.options = options
        paths = BatchPaths(argument: path, options: options)
        catalog = try ProviderCatalog.load(file: options.profiles)
        prices = try catalog.prices(file: options.prices)
        self.provider = try catalog.chosen(options)
    }

    // MARK: Running

    /// Runs the unfinished jobs, and writes the results. One run at a time.
    ///
    /// A cancelled task drains the run: it starts nothing, waits for what is in flight, commits, and returns.
    /// - Parameters:
    ///   - interval: time between two reports of progress.
    ///   - progress: called with the state of the run, on a queue of the batch.
    ///   - events: called with each event, on a queue of the batch or on that of `progress`.
    /// - Returns: what the run did, and why it ended.
    /// - Throws: ``BatchError`` if the run cannot begin, or if the state file or the results cannot be written.
    public func run(
        every interval: Duration = .seconds(1), _ progress: @escaping @Sendable (BatchProgress) -> Void = { _ in },
        events: @escaping @Sendable (BatchEvent) -> Void = { _ in }
    ) async throws(BatchError) -> BatchSummary {
        try claim()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: self.perform(every: interval, progress, events)) }
            }
        } onCancel: {
            drain()
        }
        return try result.get()
    }

    /// Runs on the calling thread, and blocks it.
    package func runAndWait(
        every interval: Duration, _ progress: @escaping @Sendable (BatchProgress) -> Void,
        events: @escaping @Sendable (BatchEvent) -> Void
    ) throws(BatchError) -> BatchSummary {
        try claim()
        return try perform(every: interval, progress, events).get()
    }

    /// Starts nothing more, waits for what is in flight, commits it, and ends the run.
    public func drain() { interrupt(.drain) }

    /// Closes every connection, commits the replies received so far, and ends the run. Requests in flight may be paid for and lost.
    public func abort() { interrupt(.abort) }

    private func interrupt(_ interruption: Interruption) {
        let engine: Engine? = phase.withLock { phase in
            switch phase {
            case .idle: return nil
            case .preparing(.abort): return nil
            case .preparing:
                phase = .preparing(interruption)
                return nil
            case .running(let engine): return engine
            }
        }
        if let engine { Self.perform(interruption, on: engine) }
    }

    private static func perform(_ interruption: Interruption, on engine: Engine) {
        switch interruption {
        case .drain: engine.stop()
        case .abort: engine.abort()
        }
    }

    /// Makes ``drain()`` and ``abort()`` act on the engine from now on.
    func isRunning(_ engine: Engine) {
        let interruption: Interruption? = phase.withLock { phase in
            defer { phase = .running(engine) }
            if case .preparing(let interruption) = phase { return interruption }
            return nil
        }
        if let interruption { Self.perform(interruption, on: engine) }
    }

    /// Reserves the batch for one run.
    private func claim() throws(BatchError) {
        let isFree = phase.withLock { phase in
            guard case .idle = phase else { return false }
            phase = .preparing(nil)
            return true
        }
        if !isFree { throw BatchError(.isRunning) }
    }

    private func perform(
        every interval: Duration, _ progress: @escaping @Sendable (BatchProgress) -> Void,
        _ events: @escaping @Sendable (BatchEvent) -> Void
    ) -> Result<BatchSummary, BatchError> {
        defer { phase.withLock { $0 = .idle } }
        return Result { () throws(BatchError) in
            try BatchError.rethrowing {
                var run = try BatchRun(self, every: interval, progress, events)
                return try run.perform()
            }
        }
    }

    // MARK: Reading

    /// The jobs and their outcomes, read from the state file, also during a run.
    public var state: BatchState { BatchState(path: paths.state, catalog: catalog) }

    /// The results of all jobs, in the order of the job file.
    public var results: BatchResults { state.results }

    /// All attempts at the rounds of all jobs, in the order of the job file.
    public var attempts: BatchAttempts { state.attempts }

    /// Counts of the state file.
    /// - Throws: ``BatchError`` if there is no state file, or if it cannot be read.
    public func status() throws(BatchError) -> BatchStatus { try state.status() }

    /// Writes the results to a file, whole or not at all; to standard output for `-`.
    /// - Parameters:
    ///   - path: file to write.
    ///   - format: format of the file; the options' if nil.
    ///   - status: jobs to write; those that the format is for if nil.
    /// - Returns: how many jobs the format cannot represent, by reason.
    /// - Throws: ``BatchError``
    @discardableResult
    public func export(
        to path: String, format: ResultFormat? = nil, only status: BatchResult.Status? = nil
    ) throws(BatchError) -> [LeftOut: Int] {
        try state.export(to: path, format: format ?? options.format, only: status, keepsReasoning: options.keepsReasoning)
    }
}

extension BatchError {
    /// Performs `body` and converts its errors into ``BatchError``.
    static func rethrowing<Value>(_ body: () throws -> Value) throws(BatchError) -> Value {
        do {
            return try body()
        } catch let error as BatchError {
            throw error
        } catch let error as StoreError {
            throw BatchError(.state(error))
        } catch let error as FileError {
            throw BatchError(error.kind == .unwritable || error.kind == .full ? .results(error) : .file(error))
        } catch {
            throw BatchError(.unexpected("\(error)"))
        }
    }
}
