import BatchCore

/// The conversations behind the ids of responses. When there is no room the oldest are forgotten.
struct ResponseStore: Sendable {
    struct Entry: Sendable {
        /// The conversation with its reply, as messages with commas between them.
        var conversation: [UInt8]
        /// When the response was over.
        var since: Instant
    }

    private let capacity: Int
    private(set) var byteCount = 0
    private var entries: [String: Entry] = [:]
    /// Ids in the order in which they came, the oldest at `first`.
    private var order: [String] = []
    private var first = 0

    /// - Parameter capacity: how many bytes of conversations are kept at most.
    init(capacity: Int) { self.capacity = capacity }

    subscript(id: String) -> Entry? { entries[id] }

    /// Keeps an entry under its id, in place of what was there: the same conversation, whose id is the same.
    mutating func keep(_ entry: Entry, id: String) {
        if let old = entries.updateValue(entry, forKey: id) {
            byteCount -= old.conversation.count
        } else {
            order.append(id)
        }
        byteCount += entry.conversation.count
        while byteCount > capacity, first < order.count {
            byteCount -= entries.removeValue(forKey: order[first])?.conversation.count ?? 0
            first += 1
        }
        // What was forgotten is cleared away when it is as much as what is left.
        if first * 2 > order.count {
            order.removeSubrange(..<first)
            first = 0
        }
    }
}
