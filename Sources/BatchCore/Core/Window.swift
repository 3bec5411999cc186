/// The conversations in memory: a bounded number of slots, and the sums over them.
///
/// Slots change through the window alone, so that its sums hold.
struct Window: Sendable {
    let capacity: Int
    private(set) var occupied = 0
    /// Attempts in flight.
    private(set) var inFlight = 0
    /// Programs that run, of all conversations together.
    private(set) var toolsRunning = 0
    /// Memory that the conversations hold, in bytes.
    private(set) var bytes = 0
    private var occupiedByAccount: [AccountID: Int] = [:]
    private var slots: [Slot] = []
    private var free: [SlotID] = []
    private var admitted = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    subscript(id: SlotID) -> Slot { _read { yield slots[id.index] } }

    func occupied(by account: AccountID) -> Int { occupiedByAccount[account, default: 0] }

    /// The slots whose conversations are the account's.
    func slots(of account: AccountID) -> [SlotID] {
        slots.indices.filter { slots[$0].state != .free && slots[$0].account == account }.map { SlotID($0) }
    }

    /// Whether that attempt is in flight; results of others come too late.
    func isInFlight(_ id: AttemptID) -> Bool { has(id.slot, .inFlight, serial: id.serial) }

    /// Whether that program, or another of its group, runs.
    func isRunning(_ id: ToolRun.ID) -> Bool { has(id.slot, .runningTools, serial: id.serial) }

    /// Whether the slot is in that state since that serial was given to it.
    func has(_ id: SlotID, _ state: Slot.State, serial: Int) -> Bool {
        slots.indices.contains(id.index) && slots[id.index].state == state && slots[id.index].serial == serial
    }

    mutating func insert(_ admission: Admission) -> SlotID {
        admitted += 1
        occupied += 1
        occupiedByAccount[admission.account, default: 0] += 1
        let slot = Slot(admission, order: admitted)
        bytes += slot.bytes
        guard let id = free.popLast() else {
            slots.append(slot)
            return SlotID(slots.count - 1)
        }
        slots[id.index] = slot
        return id
    }

    mutating func remove(_ id: SlotID) {
        occupied -= 1
        occupiedByAccount[slots[id.index].account, default: 0] -= 1
        bytes -= slots[id.index].bytes
        slots[id.index].free()
        free.append(id)
    }

    mutating func makeReady(_ id: SlotID) { slots[id.index].makeReady() }

    mutating func begin(_ id: SlotID, serial: Int, cost: Double, continuesFromKept: Bool) {
        slots[id.index].begin(serial: serial, cost: cost, continuesFromKept: continuesFromKept)
        inFlight += 1
    }

    mutating func land(_ id: SlotID) {
        slots[id.index].land()
        inFlight -= 1
    }

    mutating func loseHistory(_ id: SlotID) { slots[id.index].loseHistory() }
    mutating func refuse(_ id: SlotID, at now: Instant, lastReply: Instant?) { slots[id.index].refuse(at: now, lastReply: lastReply) }
    mutating func spendAttempt(_ id: SlotID) { slots[id.index].spendAttempt() }
    mutating func wait(_ id: SlotID) { slots[id.index].wait() }
    mutating func finishRound(_ id: SlotID) { slots[id.index].finishRound() }
    mutating func awaitTools(_ id: SlotID) { slots[id.index].awaitTools() }

    mutating func beginTools(_ id: SlotID, serial: Int, count: Int) {
        slots[id.index].beginTools(serial: serial, count: count)
        toolsRunning += count
    }

    mutating func endTool(_ id: SlotID, _ failure: Failure?) {
        slots[id.index].endTool(failure)
        toolsRunning -= 1
    }

    mutating func recordProgress(_ id: SlotID) { slots[id.index].recordProgress() }
    mutating func recordFailure(_ id: SlotID) { slots[id.index].recordFailure() }
    mutating func progressIsDurable(_ id: SlotID) { slots[id.index].progressIsDurable() }

    /// Lets the conversation in that slot go on: a round is added, or the answer to a call.
    mutating func advance(_ id: SlotID, by step: (inout Conversation) -> Void) { bytes += slots[id.index].advance(by: step) }

    /// Gives the conversation in that slot to the fallback.
    /// - Returns: false if the fallback must not serve it.
    mutating func fallBack(_ id: SlotID, to fallback: AccountID) -> Bool {
        let account = slots[id.index].account
        guard let released = slots[id.index].fallBack(to: fallback) else { return false }
        bytes -= released
        occupiedByAccount[account, default: 0] -= 1
        occupiedByAccount[fallback, default: 0] += 1
        return true
    }

    /// Attempts and programs were cancelled: their conversations keep their state, and no results follow.
    mutating func forgetFlights() { (inFlight, toolsRunning) = (0, 0) }
}
