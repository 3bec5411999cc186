package import BatchCore

/// Runs the programs that answer tool calls, on separate queues and with limited concurrency.
package protocol ToolRunner: AnyObject, Sendable {
    /// Sets the receiver of results. Called once, before the first `run`. The closure may be called on any queue, with any
    /// number of results at a time, and with each run once.
    func deliver(to receive: @escaping @Sendable ([ToolRunResult]) -> Void)
    /// Queues the runs. Returns at once.
    func run(_ runs: [ToolRun])
    /// Ends every program that is running, and starts no more. Queued and running calls end without a result.
    func cancel()
}
