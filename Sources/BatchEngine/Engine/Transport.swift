package import BatchCore

/// Sends attempts to their providers. An adapter encodes, transfers and classifies on separate queues.
package protocol Transport: AnyObject, Sendable {
    /// Sets the receiver of results. Called once, before the first `send`. The closure may be called on any queue, with any
    /// number of results at a time, and with each attempt once.
    func deliver(to receive: @escaping @Sendable ([AttemptResult]) -> Void)
    /// Begins the attempts. Returns at once.
    func send(_ attempts: [Attempt])
    /// Closes every socket. Attempts in flight end without a result.
    func cancel()
}
