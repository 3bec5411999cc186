/// Gathers records and says when to write them: many in one commit, since a commit costs the same for one as for a hundred.
///
/// One commit is under way at a time. The next begins when enough has gathered, when the oldest has waited for the linger,
/// or at once when nobody would come to join it.
package struct GroupCommit: Sendable {
    private var pending: [Record] = []
    /// The slots of the window that go on when what is pending is durable.
    private var waiting: [SlotID] = []
    private var underWay: (count: Int, waiting: [SlotID])?
    private var oldestAt: Instant?
    private var isHoldingBack = false
    private let linger: Duration
    private let fullGroup: Int
    private let highWater: Int

    /// - Parameters:
    ///   - linger: how long a record waits for company at most.
    ///   - fullGroup: how many records are company enough.
    ///   - highWater: from this many uncommitted records nothing new is asked for, until half of them are durable.
    package init(linger: Duration = .milliseconds(2), fullGroup: Int = 64, highWater: Int = 4_096) {
        (self.linger, self.fullGroup, self.highWater) = (linger, fullGroup, highWater)
    }

    /// Records that are not known to be durable.
    package var uncommitted: Int { pending.count + (underWay?.count ?? 0) }
    package var isIdle: Bool { pending.isEmpty && underWay == nil }

    /// Whether the disk is behind so far that nothing new may be asked for.
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

    /// The records to commit now, if it is time. `isAlone` says that nothing is under way that could bring more soon.
    mutating func takeDue(at now: Instant, isAlone: Bool) -> [Record]? {
        guard underWay == nil, !pending.isEmpty, isAlone || pending.count >= fullGroup || now >= dueAt else { return nil }
        let group = pending
        underWay = (group.count, waiting)
        pending = []
        waiting = []
        return group
    }

    /// When what is pending is due; the distant future where a commit is under way, whose end will ask again.
    var nextDue: Instant { pending.isEmpty || underWay != nil ? .distantFuture : dueAt }

    private var dueAt: Instant { (oldestAt ?? .epoch) + linger }

    /// The commit under way is durable. Gives the slots that waited for it.
    mutating func committed() -> [SlotID] {
        guard let done = underWay else { preconditionFailure("a commit ended that had not begun") }
        underWay = nil
        if uncommitted <= highWater / 2 { isHoldingBack = false }
        return done.waiting
    }
}
