import BatchCore

/// What a worker keeps about an account from one attempt to the next.
final class CurlAccount {
    let id: AccountID
    let deadlines: Deadlines
    /// The deadlines as curl counts them.
    let connectMilliseconds: Int
    let attemptMilliseconds: Int
    private var headers: HeaderList?

    init(id: AccountID, deadlines: Deadlines) {
        (self.id, self.deadlines) = (id, deadlines)
        connectMilliseconds = Self.milliseconds(deadlines.connect)
        attemptMilliseconds = Self.milliseconds(deadlines.attempt)
    }

    /// The interval between two looks at the transfers, short enough that a silent one ends soon after its deadline.
    var watchInterval: Duration { min(max(deadlines.idle / 4, .milliseconds(20)), .seconds(1)) }

    /// The headers as curl takes them. The list of the attempt before is used again if its headers are the same.
    /// Nil if a header would break out of its line.
    func list(_ headers: [(name: String, value: String)]) -> HeaderList? {
        if let list = self.headers, list.holds(headers) { return list }
        self.headers = HeaderList(headers)
        return self.headers
    }

    /// At least 1, because 0 means no deadline to curl, and at most what fits into 32 bits.
    private static func milliseconds(_ duration: Duration) -> Int {
        Int(min(max(duration.milliseconds, 1), Int64(Int32.max)))
    }
}
