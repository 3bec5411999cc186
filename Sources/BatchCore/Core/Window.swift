/// The conversations in memory: a bounded number of slots, each with one conversation and what is happening to it.
struct Window: Sendable {
    enum SlotState: Sendable {
        case free
        /// Could be asked now, if the limits let it.
        case ready
        /// Waits for a time of its own before its next attempt.
        case waiting
        case inFlight
        /// Programs are to be asked what the calls of its last reply come to.
        case awaitingTools
        case runningTools
        /// A round of it, or what programs answered, is being made durable.
        case recordingProgress
        /// Its failure is being made durable.
        case recordingFailure
    }

    struct Slot: Sendable {
        var key: JobKey
        var account: Int
        var conversation: Conversation
        /// The same as the fallback would be asked for it; nil where it is not to be asked, or is asked already.
        var spare: Conversation?
        /// Whether the fallback is asked for it.
        var hasFallenBack = false
        var state: SlotState = .ready
        /// The order in which it came into the window.
        var order: Int
        /// Attempts of the present round that were spent.
        var attempts = 0
        /// Attempts of the present round in all, those too that only met a limit.
        var tries = 0
        /// What came of limits for the present round.
        var refusals = Refusals()
        /// The serial of its last attempt.
        var serial = 0
        /// What it holds in memory: its history and its script, in bytes.
        var bytes: Int
        /// Whether its attempt under way goes on from what the server keeps.
        var goesOnFromKept = false
        /// Whether the present round is asked for with all that was said, since the server had lost it.
        var asksWhole = false
        /// How often the server turned out not to have kept its history.
        var losses = 0
        /// The tokens reserved for the attempt under way.
        var cost = 0.0
        /// How many programs are running for the calls of its last reply.
        var toolsRunning = 0
        /// Why one of them has given no answer.
        var toolFailure: Failure?

        var isStarted: Bool { conversation.roundCount > 0 }
    }

    let capacity: Int
    private(set) var occupied = 0
    /// How many of them are of each account.
    private var occupiedByAccount: [Int: Int] = [:]
    private(set) var inFlight = 0
    /// Programs that are running, of all conversations together.
    private(set) var toolsRunning = 0
    /// What the conversations hold in memory, in bytes.
    private(set) var bytes = 0
    var slots: [Slot] = []
    private var free: [Int] = []
    private var admitted = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    mutating func insert(_ admission: Admission) -> Int {
        admitted += 1
        occupied += 1
        occupiedByAccount[admission.account.index, default: 0] += 1
        let script = admission.conversation.job.turns.reduce(0) { $0 + $1.content.bytes.count + ($1.suffix?.bytes.count ?? 0) }
        let slot = Slot(
            key: admission.key, account: admission.account.index, conversation: admission.conversation, spare: admission.spare,
            order: admitted, bytes: admission.conversation.history.byteCount + (admission.spare?.history.byteCount ?? 0) + script)
        bytes += slot.bytes
        guard let place = free.popLast() else {
            slots.append(slot)
            return slots.count - 1
        }
        slots[place] = slot
        return place
    }

    mutating func remove(_ place: Int) {
        precondition(slots[place].state != .free, "slot \(place) was left twice")
        slots[place].state = .free
        // What it held is memory that nobody needs.
        slots[place].conversation = Self.nobody
        slots[place].spare = nil
        occupied -= 1
        occupiedByAccount[slots[place].account, default: 0] -= 1
        bytes -= slots[place].bytes
        free.append(place)
    }

    func occupied(by account: Int) -> Int { occupiedByAccount[account, default: 0] }

    /// Lets the conversation in that slot go on: a round is added, or the answer to a call.
    mutating func advance(_ place: Int, by step: (inout Conversation) -> Void) {
        let before = slots[place].conversation.history.byteCount
        step(&slots[place].conversation)
        var growth = slots[place].conversation.history.byteCount - before
        if var spare = slots[place].spare {
            growth -= spare.history.byteCount
            slots[place].spare = nil
            step(&spare)
            growth += spare.history.byteCount
            slots[place].spare = spare
        }
        slots[place].bytes += growth
        bytes += growth
    }

    /// Gives the conversation in that slot to another account, which is asked for it from here on.
    /// - Returns: whether it may be.
    mutating func fallBack(_ place: Int, to account: Int) -> Bool {
        guard let spare = slots[place].spare else { return false }
        let given = slots[place].conversation.history.byteCount
        occupiedByAccount[slots[place].account, default: 0] -= 1
        occupiedByAccount[account, default: 0] += 1
        slots[place].bytes -= given
        bytes -= given
        (slots[place].conversation, slots[place].spare) = (spare, nil)
        (slots[place].account, slots[place].hasFallenBack) = (account, true)
        // It begins anew with whom it is asked of now.
        (slots[place].attempts, slots[place].losses, slots[place].asksWhole) = (0, 0, false)
        slots[place].refusals = Refusals()
        return true
    }

    mutating func begin(_ place: Int, serial: Int, cost: Double) {
        slots[place].state = .inFlight
        slots[place].serial = serial
        slots[place].cost = cost
        slots[place].tries += 1
        inFlight += 1
    }

    mutating func land(_ place: Int) { inFlight -= 1 }

    mutating func beginTools(_ place: Int, serial: Int, count: Int) {
        slots[place].state = .runningTools
        slots[place].serial = serial
        (slots[place].toolFailure, slots[place].toolsRunning) = (nil, count)
        toolsRunning += count
    }

    /// One of the programs that run for that slot has ended.
    mutating func endTool(_ place: Int) {
        slots[place].toolsRunning -= 1
        toolsRunning -= 1
    }

    /// Attempts and programs under way were cancelled: their conversations stay where they are and nothing more is heard of them.
    mutating func forgetFlights() { (inFlight, toolsRunning) = (0, 0) }

    private static let nobody = Conversation(job: Job(id: "", line: 0, turns: []))
}
