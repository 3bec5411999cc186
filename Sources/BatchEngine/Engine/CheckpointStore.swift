package import BatchCore

/// Keeps records durably, and returns the jobs that are not finished.
package protocol CheckpointStore: AnyObject, Sendable {
    /// Makes `records` durable, all or none, and then calls `done`. Batches are committed in the order of the calls.
    func commit(_ records: [Record], then done: @escaping @Sendable (Result<Void, StoreError>) -> Void)
    /// Reads up to `count` more unfinished jobs of these providers. An empty name stands for jobs that name none. All calls
    /// with one of these names must pass the same list. Jobs with rounds come before those without, then by priority, the
    /// highest first, then in the order of the file. A store returns each job once. An empty result means that no more are left.
    func readJobs(_ count: Int, ofProviders providers: [String], then done: @escaping @Sendable (Result<[StoredJob], StoreError>) -> Void)
    /// Finds the provider's name of an unfinished job that names none of these providers: empty if the job names none, nil if
    /// there is no such job. An empty name among `providers` stands for jobs that name none.
    func unservedProvider(besides providers: [String], then done: @escaping @Sendable (Result<String?, StoreError>) -> Void)
}
