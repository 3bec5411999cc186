import BatchCore

/// The results of a state file, job by job, in the order of the job file. Some jobs at a time are in memory.
///
/// Each group of jobs is read in its state at that time, so a run may continue meanwhile. Reading blocks the task briefly.
public struct BatchResults: AsyncSequence, Sendable {
    let state: BatchState

    public func makeAsyncIterator() -> Iterator { Iterator(state: state) }

    /// Reads a page of jobs at a time.
    public struct Iterator: AsyncIteratorProtocol {
        private var pages: ResultPages

        init(state: BatchState) { pages = ResultPages(state: state) }

        /// The next result; nil after the last.
        /// - Throws: ``BatchError`` if the state file cannot be read.
        public mutating func next() async throws(BatchError) -> BatchResult? { try pages.next()?.result }
    }
}

/// All attempts of a state file, job by job, in the order of the job file.
public struct BatchAttempts: AsyncSequence, Sendable {
    let state: BatchState

    public func makeAsyncIterator() -> Iterator { Iterator(state: state) }

    /// Reads a page of jobs at a time.
    public struct Iterator: AsyncIteratorProtocol {
        private var pages: ResultPages
        private var found: ArraySlice<BatchAttempt> = []

        init(state: BatchState) { pages = ResultPages(state: state) }

        /// The next attempt; nil after the last.
        /// - Throws: ``BatchError`` if the state file cannot be read.
        public mutating func next() async throws(BatchError) -> BatchAttempt? {
            while true {
                if let attempt = found.popFirst() { return attempt }
                guard let (result, reader) = try pages.next() else { return nil }
                found = try BatchError.rethrowing { try reader.attempts(of: result.key).map { BatchAttempt($0, of: result.id) } }[...]
            }
        }
    }
}

/// Iterates over the jobs of a state file, a page at a time.
struct ResultPages {
    private let state: BatchState
    private var export: ResultsExport?
    private var found: ArraySlice<StoredJob> = []
    private var last: (line: Int, key: JobKey)?
    private static let pageSize = 64

    init(state: BatchState) { self.state = state }

    private func open() throws(BatchError) -> ResultsExport { try BatchError.rethrowing { try state.export(of: state.reader()) } }

    /// The next job's result and the reader that it comes from; nil after the last.
    mutating func next() throws(BatchError) -> (result: BatchResult, reader: StateReader)? {
        let export: ResultsExport
        if let opened = self.export { export = opened } else { export = try open() }
        self.export = export
        if found.isEmpty {
            found = try BatchError.rethrowing { try export.reader.jobs(after: last, limit: Self.pageSize) }[...]
        }
        guard let stored = found.popFirst() else { return nil }
        last = (stored.line, stored.key)
        return (BatchResult(try export.result(of: stored), key: stored.key), export.reader)
    }
}
