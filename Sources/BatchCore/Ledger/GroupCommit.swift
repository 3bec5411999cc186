/// Gathers records and decides when to write them: many in one commit, since a commit costs the same for one as for a hundred.
///
/// One commit is in progress at a time. The next begins when enough records have gathered, when the oldest has waited for the
/// linger, or at once if no other record can come.
package struct GroupCommit: Sendable {
    private var pending: [Record] = []
    /// The slots of the window that continue when the pending records are durable.
    private var waiting: [SlotID] = []
    private var underWay: (count: Int, waiting: [SlotID])?
    private var oldestAt: Instant?
    private var isHoldingBack = false
    private let linger: Duration
    private let fullGroup: Int
    private let highWater: Int

    /// - Parameters:
    ///   - linger: the longest time that a record waits for others.
    ///   - fullGroup: this many records are committed without waiting.
    ///   - highWater: at this many uncommitted records nothing new is requested, until half of them are durable.
    package init(linger: Duration = .milliseconds(2), fullGroup: Int = 64, highWater: Int = 4_096) {
        (self.linger, self.fullGroup, self.highWater) = (linger, fullGroup, highWater)
    }

    /// Records that are not known to be durable.
    package var uncommitted: Int { pending.count + (underWay?.count ?? 0) }
    package var isIdle: Bool { pending.isEmpty && underWay == nil }

    /// Whether the disk is so far behind that nothing new may be requested.
    package var holdsBack: Bool { isHoldingBack }

    mutating func add(_ record: Record, at now: Instant) {
        if pending.isEmpty { oldestAt = now }
        pending.append(record)
        if uncommitted >= highWater { isHoldingBack = true }
    }

    /// Adds a record on which the conversation in `slot` waits.
    mutating func add(_ record: Record, releasing slot: SlotID, at now: Instant) {
        add(record, at: now)
        waiting.append(slot)
    }

    /// The records to commit now; nil if it is not time yet.
    /// - Parameter isAlone: whether nothing is in flight that could bring more records soon.
    mutating func takeDue(at now: Instant, isAlone: Bool) -> [Record]? {
        guard underWay == nil, !pending.isEmpty, isAlone || pending.count >= fullGroup || now >= dueAt else { return nil }
        let group = pending
        underWay = (group.count, waiting)
        pending = []
        waiting = []
        return group
    }

    /// When the pending records are due; the distant future during a commit, since its end asks again.
    var nextDue: Instant { pending.isEmpty || underWay != nil ? .distantFuture : dueAt }

    private var dueAt: Instant { (oldestAt ?? .epoch) + linger }

    /// The commit is durable. Returns the slots that waited for it.
    mutating func committed() -> [SlotID] {
        guard let done = underWay else { preconditionFailure("a commit ended that had not begun") }
        underWay = nil
        if uncommitted <= highWater / 2 { isHoldingBack = false }
        return done.waiting
    }
}
