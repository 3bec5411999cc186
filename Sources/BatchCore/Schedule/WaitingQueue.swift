import HeapModule

/// The conversations that wait for a time of their own before their next attempt.
struct WaitingQueue: Sendable {
    private struct Entry: Comparable, Sendable {
        var due: Instant
        var slot: SlotID
        var serial: Int

        static func < (left: Entry, right: Entry) -> Bool { (left.due, left.slot) < (right.due, right.slot) }
    }

    private var heap = Heap<Entry>()

    var nextDue: Instant? { heap.min?.due }
    var count: Int { heap.count }

    mutating func insert(slot: SlotID, serial: Int, due: Instant) { heap.insert(Entry(due: due, slot: slot, serial: serial)) }

    /// The next whose time has come, with the serial that it was inserted with.
    mutating func removeDue(at now: Instant) -> (slot: SlotID, serial: Int)? {
        guard let first = heap.min, first.due <= now else { return nil }
        heap.removeMin()
        return (first.slot, first.serial)
    }
}
