/// The conversations in memory: a bounded number of slots, each with one conversation and what is happening to it.
struct Window: Sendable {
    enum SlotState: Sendable {
        case free
        /// Could be asked now, if the limits let it.
        case ready
        /// Waits for a time of its own before its next attempt.
        case waiting
        case inFlight
        /// A round of it is being made durable.
        case recordingRound
        /// Its failure is being made durable.
        case recordingFailure
    }

    struct Slot: Sendable {
        var key: JobKey
        var account: Int
        var conversation: Conversation
        var state: SlotState = .ready
        /// The order in which it came into the window.
        var order: Int
        /// Attempts of the present round that were spent.
        var attempts = 0
        /// Attempts of the present round in all, those too that only met a limit.
        var tries = 0
        /// The serial of its last attempt.
        var serial = 0
        /// What it holds in memory: its history and its script, in bytes.
        var bytes: Int
        /// The tokens reserved for the attempt under way.
        var cost = 0.0

        var isStarted: Bool { conversation.roundCount > 0 }
    }

    let capacity: Int
    private(set) var occupied = 0
    private(set) var inFlight = 0
    /// What the conversations hold in memory, in bytes.
    private(set) var bytes = 0
    var slots: [Slot] = []
    private var free: [Int] = []
    private var admitted = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    mutating func insert(_ admission: Admission) -> Int {
        admitted += 1
        occupied += 1
        let script = admission.conversation.job.turns.reduce(0) { $0 + $1.content.count }
        let slot = Slot(
            key: admission.key, account: admission.account.index, conversation: admission.conversation, order: admitted,
            bytes: admission.conversation.history.count + script)
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
        occupied -= 1
        bytes -= slots[place].bytes
        free.append(place)
    }

    /// Adds a round to the conversation in that slot.
    mutating func append(_ round: Round, to place: Int) {
        let before = slots[place].conversation.history.count
        slots[place].conversation.append(round)
        let growth = slots[place].conversation.history.count - before
        slots[place].bytes += growth
        bytes += growth
    }

    mutating func begin(_ place: Int, serial: Int, cost: Double) {
        slots[place].state = .inFlight
        slots[place].serial = serial
        slots[place].cost = cost
        slots[place].tries += 1
        inFlight += 1
    }

    mutating func land(_ place: Int) { inFlight -= 1 }

    /// Attempts under way were cancelled: their conversations stay where they are and nothing more is heard of them.
    mutating func forgetFlights() { inFlight = 0 }

    private static let nobody = Conversation(job: Job(id: "", line: 0, turns: []))
}
