import BatchCore
import BatchEngine
import Synchronization
import TestSupport

/// A store that wraps another one, and fails from a given call on.
final class FaultyStore: CheckpointStore {
    static let error = StoreError(kind: .full, path: "jobs.batchrun.db", detail: "no space is left")

    private let store: any CheckpointStore
    private let commitsLeft: Atomic<Int>
    private let readsLeft: Atomic<Int>

    /// - Parameters:
    ///   - commits: how many commits succeed; nil for all.
    ///   - reads: how many reads succeed; nil for all.
    init(_ store: any CheckpointStore, commits: Int? = nil, reads: Int? = nil) {
        self.store = store
        commitsLeft = Atomic(commits ?? .max)
        readsLeft = Atomic(reads ?? .max)
    }

    func commit(_ records: [Record], then done: @escaping @Sendable (Result<Void, StoreError>) -> Void) {
        guard commitsLeft.subtract(1, ordering: .relaxed).oldValue > 0 else { return store.commit([]) { _ in done(.failure(Self.error)) } }
        store.commit(records, then: done)
    }

    func readJobs(_ count: Int, ofProviders providers: [String], then done: @escaping @Sendable (Result<[StoredJob], StoreError>) -> Void) {
        guard readsLeft.subtract(1, ordering: .relaxed).oldValue > 0 else { return store.commit([]) { _ in done(.failure(Self.error)) } }
        store.readJobs(count, ofProviders: providers, then: done)
    }

    func unservedProvider(besides providers: [String], then done: @escaping @Sendable (Result<String?, StoreError>) -> Void) {
        store.unservedProvider(besides: providers, then: done)
    }
}
