import TestSupport
import Testing

@testable import BatchCore

@Suite("ReadyQueue and WaitingQueue: the order of conversations")
struct QueueTests {
    @Test("Conversations in progress go first, then the higher priority, then the earlier line")
    func order() {
        var queue = ReadyQueue()
        queue.insert(.init(slot: 1, isStarted: false, priority: 0, order: 1))
        queue.insert(.init(slot: 2, isStarted: false, priority: 9, order: 2))
        queue.insert(.init(slot: 3, isStarted: true, priority: 0, order: 3))
        queue.insert(.init(slot: 4, isStarted: true, priority: 5, order: 4))
        queue.insert(.init(slot: 5, isStarted: false, priority: 0, order: 0))
        var slots: [SlotID] = []
        while !queue.isEmpty { slots.append(queue.removeFirst().slot) }
        #expect(slots == [4, 3, 2, 5, 1])
    }

    @Test("Conversations that are due leave in the order of their times")
    func due() {
        var queue = WaitingQueue()
        let start = Instant(seconds: 100)
        for (slot, second) in [(1, 3), (2, 1), (3, 2)] {
            queue.insert(slot: SlotID(slot), serial: slot * 10, due: start + .seconds(second))
        }
        #expect(queue.nextDue == start + .seconds(1))
        #expect(queue.removeDue(at: start) == nil)
        let first = queue.removeDue(at: start + .seconds(2))
        #expect(first?.slot == 2 && first?.serial == 20)
        #expect(queue.removeDue(at: start + .seconds(2))?.slot == 3)
        #expect(queue.removeDue(at: start + .seconds(2)) == nil)
        #expect(queue.count == 1)
    }
}
