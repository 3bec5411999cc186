import HeapModule

/// The conversations of one account that can be requested now. Those in progress go before new ones: the provider's prefix
/// cache is warm for them, fewer are held in memory, and results come steadily.
struct ReadyQueue: Sendable {
    struct Entry: Comparable, Sendable {
        var slot: SlotID
        var isStarted: Bool
        var priority: Int
        /// The order in which conversations came into the window.
        var order: Int

        static func < (left: Entry, right: Entry) -> Bool {
            if left.isStarted != right.isStarted { return left.isStarted }
            if left.priority != right.priority { return left.priority > right.priority }
            return left.order < right.order
        }
    }

    private var heap = Heap<Entry>()

    var isEmpty: Bool { heap.isEmpty }
    var count: Int { heap.count }
    var first: Entry? { heap.min }

    mutating func insert(_ entry: Entry) { heap.insert(entry) }
    mutating func removeFirst() -> Entry { heap.removeMin() }
    mutating func removeAll() { heap = Heap() }
}
