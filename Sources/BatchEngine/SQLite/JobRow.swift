import BatchCore

/// A row of `jobs`.
struct JobRow: TableRow {
    static let table = "jobs"
    var label: String { "job \(job)" }

    private var job = JobKey(0)
    private var id = ""
    private var words = JobWords()
    private var addedAt = Instant.epoch
    private var replacedAt: Instant?

    init() {}

    init(_ line: IngestLine, addedAt: Instant) { (id, words, self.addedAt) = (line.id, JobWords(line), addedAt) }

    /// The job that was read, without its rounds and its failure.
    var stored: StoredJob { StoredJob(key: job, id: id, line: words.place.line, text: Array(words.text), rounds: []) }

    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
        visitor.column("job", &job, .selected)
        visitor.column("id", &id)
        words.visit(&visitor)
        visitor.column("added_at", &addedAt, .inserted)
        visitor.column("replaced_at", &replacedAt, .neither)
    }
}

/// The part of a job's row that changes if its line says something else.
struct JobWords: TableRow {
    static let table = "jobs"

    private(set) var place = JobPlace()
    private var provider = ""
    private(set) var text: ArraySlice<UInt8> = []

    init() {}

    init(_ line: IngestLine) { (place, provider, text) = (JobPlace(line), line.provider, line.text) }

    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
        place.visit(&visitor)
        visitor.column("provider", &provider, .inserted)
        visitor.column("text", &text)
    }
}

/// The part of a job's row that may change although its line says the same.
struct JobPlace: TableRow, Hashable {
    static let table = "jobs"

    private(set) var line = 0
    private var priority = 0
    private var turns = 0

    init() {}

    init(_ line: IngestLine) { (self.line, priority, turns) = (line.line, line.priority, line.turns) }

    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
        visitor.column("line", &line)
        visitor.column("priority", &priority)
        visitor.column("turns", &turns)
    }
}
