import BatchCore

/// The conversations behind the ids of responses. When it is full, the oldest are dropped.
struct ResponseStore: Sendable {
    struct Entry: Sendable {
        /// The conversation with its reply, as messages.
        var conversation: JSONItems
        /// The end of the response.
        var since: Instant
    }

    private let capacity: Int
    private(set) var byteCount = 0
    private var entries: [String: Entry] = [:]
    /// Ids in order, the oldest at `first`.
    private var order: [String] = []
    private var first = 0

    /// - Parameter capacity: the greatest number of bytes of conversations.
    init(capacity: Int) { self.capacity = capacity }

    subscript(id: String) -> Entry? { entries[id] }

    /// Stores an entry under its id. An entry with the same id has the same conversation and is replaced.
    mutating func keep(_ entry: Entry, id: String) {
        if let old = entries.updateValue(entry, forKey: id) {
            byteCount -= old.conversation.byteCount
        } else {
            order.append(id)
        }
        byteCount += entry.conversation.byteCount
        while byteCount > capacity, first < order.count {
            byteCount -= entries.removeValue(forKey: order[first])?.conversation.byteCount ?? 0
            first += 1
        }
        // Removing the dropped ids only when they are half of all keeps this cheap.
        if first * 2 > order.count {
            order.removeSubrange(..<first)
            first = 0
        }
    }
}
