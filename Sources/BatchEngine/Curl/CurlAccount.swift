import BatchCore

/// What a worker keeps of an account from one attempt to the next.
final class CurlAccount {
    let id: AccountID
    let deadlines: CurlDeadlines
    private var headers: HeaderList?

    init(id: AccountID, deadlines: Deadlines) {
        (self.id, self.deadlines) = (id, CurlDeadlines(deadlines))
    }

    /// The headers as curl takes them: those of the attempt before, where they are the same. Nil where a header would
    /// break out of its line.
    func list(_ headers: [(name: String, value: String)]) -> HeaderList? {
        if let list = self.headers, list.holds(headers) { return list }
        self.headers = HeaderList(headers)
        return self.headers
    }
}
