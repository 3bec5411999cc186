package import BatchCore
import Dispatch
import Synchronization

/// The checkpoint store in a state file. It works in order on its own serial queue, and calls back on that queue.
///
/// After a failed commit it reads and writes nothing more, since later records may depend on the failed ones, and the run must stop.
/// A failed read stops no commit: replies that were paid for are still kept.
package final class SQLiteStore: CheckpointStore {
    private let file: StateFile
    private let queue = DispatchQueue(label: "batchrun.sqlite", qos: .userInitiated)
    private let refusal = Mutex<StoreError?>(nil)
    /// The number of jobs to look at before waiting commits are written (about 20 milliseconds).
    private static let slice = 20_000

    /// - Parameter file: an open state file whose ingest has ended. A state file takes one store only.
    package init(_ file: StateFile) throws(StoreError) {
        self.file = file
        try file.withDatabase { (database) throws(SQLiteError) in
            precondition(database.writer == nil, "a state file takes one store")
            database.writer = try RecordWriter(database.connection)
        }
    }

    package func commit(_ records: [Record], then done: @escaping @Sendable (Result<Void, StoreError>) -> Void) {
        queue.async { done(self.commitNow(records)) }
    }

    package func readJobs(
        _ count: Int, ofProviders providers: [String], then done: @escaping @Sendable (Result<[StoredJob], StoreError>) -> Void
    ) {
        queue.async {
            switch self.nextJobs(count, providers) {
            case .success(.jobs(let jobs)): done(.success(jobs))
            case .success(.noneYet): self.readJobs(count, ofProviders: providers, then: done)
            case .success(.end): done(.success([]))
            case .failure(let error): done(.failure(error))
            }
        }
    }

    package func unservedProvider(
        besides providers: [String], then done: @escaping @Sendable (Result<String?, StoreError>) -> Void
    ) {
        queue.async { done(self.unservedProvider(besides: providers)) }
    }

    private func unservedProvider(besides providers: [String]) -> Result<String?, StoreError> {
        if let error = refusal.withLock({ $0 }) { return .failure(error) }
        do {
            return .success(
                try file.withDatabase { (database) throws(SQLiteError) in
                    try UnservedProvider.first(in: database.connection, besides: providers)
                })
        } catch {
            return .failure(error)
        }
    }

    private func commitNow(_ records: [Record]) -> Result<Void, StoreError> {
        if let error = refusal.withLock({ $0 }) { return .failure(error) }
        do {
            try file.withDatabase { (database) throws(SQLiteError) in try database.writer?.commit(records) }
            return .success(())
        } catch {
            refusal.withLock { $0 = error }
            return .failure(error)
        }
    }

    private func nextJobs(_ count: Int, _ providers: [String]) -> Result<JobCursor.Step, StoreError> {
        if let error = refusal.withLock({ $0 }) { return .failure(error) }
        do {
            return .success(
                try file.withDatabase { (database) throws(SQLiteError) in
                    try database.cursor(ofProviders: providers).next(count, lookingAt: Self.slice)
                })
        } catch {
            return .failure(error)
        }
    }
}
