package import BatchCore
import Dispatch
import Synchronization

/// The checkpoint store over a state file. What it is asked is done in order on a serial queue of its own, on which it
/// also answers.
///
/// After a failure nothing more is read or written: what came after it may build on it, and the run must stop. The file may
/// be closed as soon as the failure is known, although more was asked for before.
package final class SQLiteStore: CheckpointStore {
    private let file: StateFile
    private let queue = DispatchQueue(label: "batchrun.sqlite", qos: .userInitiated)
    private let refusal = Mutex<StoreError?>(nil)
    /// How many jobs are looked at before commits that came in meanwhile have their turn (about 20 milliseconds).
    private static let slice = 20_000

    /// - Parameter file: an open state file whose ingest has ended. A file has one store in its life.
    package init(_ file: StateFile) throws(StoreError) {
        self.file = file
        try file.withDatabase { (database) throws(SQLiteError) in
            precondition(database.writer == nil, "a state file has one store in its life")
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
            refusal.withLock { $0 = error }
            return .failure(error)
        }
    }
}
