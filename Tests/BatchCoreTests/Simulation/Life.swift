import BatchCore
import HeapModule

/// An event in a life.
enum Happening {
    case timer(Int)
    case result(AttemptResult)
    case tool(ToolRunResult)
    case jobsRead(Int, of: AccountID)
    /// The commit of these records is complete.
    case durable([Record])
    case earlyAcknowledgement
}

/// The life of one process: its future events.
struct Life {
    struct Entry: Comparable {
        var at: Instant
        var order: Int
        var what: Happening

        static func < (left: Entry, right: Entry) -> Bool { (left.at, left.order) < (right.at, right.order) }
        static func == (left: Entry, right: Entry) -> Bool { left.order == right.order }
    }

    var calendar = Heap<Entry>()
    var steps = 0
    var diesAfter: Int
    var stopsAt = -1_000
    var abortsAfter = 1
    var timers = 0
    var readsUnderWay = 0
    var armed: Int?
    private var order = 0

    init(diesAfter: Int) { self.diesAfter = diesAfter }

    mutating func schedule(_ what: Happening, at: Instant) {
        order += 1
        calendar.insert(Entry(at: at, order: order, what: what))
    }

    mutating func dropResults() {
        calendar = Heap(
            calendar.unordered.filter { entry in
                switch entry.what {
                case .result, .tool: false
                case .timer, .jobsRead, .durable, .earlyAcknowledgement: true
                }
            })
    }
}
