// Engine: the ports to the world, and the shell that performs what the core decides. Floor 4.

package import BatchCore

/// Carries attempts to their providers. An adapter encodes, transfers and classifies on queues of its own.
package protocol Transport: AnyObject, Sendable {
    /// Where results go: called once, before the first `send`. The closure may be called on any queue, with any number of
    /// results at a time, and with each attempt once.
    func deliver(to receive: @escaping @Sendable ([AttemptResult]) -> Void)
    /// Begins the attempts. Returns at once.
    func send(_ attempts: [Attempt])
    /// Closes every socket. Attempts under way end without a result.
    func cancel()
}

/// Runs the programs that answer calls of tools, on queues of its own, and keeps to a number of them at once.
package protocol ToolRunner: AnyObject, Sendable {
    /// Where results go: called once, before the first `run`. The closure may be called on any queue, with any number of
    /// results at a time, and with each run once.
    func deliver(to receive: @escaping @Sendable ([ToolRunResult]) -> Void)
    /// Takes the runs in. Returns at once.
    func run(_ runs: [ToolRun])
    /// Ends every program that is running, and starts no more. What was taken in ends without a result.
    func cancel()
}

/// Keeps records so that they outlast the process, and gives back the jobs that are not finished.
package protocol CheckpointStore: AnyObject, Sendable {
    /// Makes `records` durable, all or none, and then calls `done`. Batches are committed in the order of the calls.
    func commit(_ records: [Record], then done: @escaping @Sendable (Result<Void, StoreError>) -> Void)
    /// Reads up to `count` more unfinished jobs whose lines name one of these providers, or none where an empty name is among
    /// them; the same names are always asked for together. Those with rounds before those without, higher priority first, then in
    /// the order of the file. Each is given once in the life of the store. An empty answer means that there are no more.
    func readJobs(_ count: Int, ofProviders providers: [String], then done: @escaping @Sendable (Result<[StoredJob], StoreError>) -> Void)
    /// Looks for an unfinished job that names none of these providers, and gives the name that it has: empty if it names no
    /// provider. Gives nil if there is no such job. An empty name among the providers stands for jobs that name none.
    func unservedProvider(besides providers: [String], then done: @escaping @Sendable (Result<String?, StoreError>) -> Void)
}

/// The time, as the engine sees it.
package protocol EngineClock: Sendable {
    /// Never earlier than what it said before in this process.
    func now() -> Instant
}
