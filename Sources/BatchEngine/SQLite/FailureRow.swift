import BatchCore

/// A row of `failures`.
struct FailureRow: TableRow {
    static let table = "failures"
    var label: String { "job \(job)" }

    private var job: JobKey
    /// The failure that was read.
    private(set) var stored: JobFailure
    private var retriedAt: Instant?

    init() { self.init(job: JobKey(0)) }

    /// A failure of that job, yet to be read.
    init(job: JobKey) {
        self.init(job, JobFailure(failure: Failure(code: "", message: ""), round: 0, attempts: 0, failedAt: .epoch))
    }

    init(_ job: JobKey, _ failure: JobFailure) { (self.job, stored) = (job, failure) }

    mutating func visit<Visitor: ColumnVisitor>(_ visitor: inout Visitor) {
        visitor.column("job", &job, .inserted)
        visitor.column("round", &stored.round)
        visitor.column("code", &stored.failure.code)
        visitor.column("message", &stored.failure.message)
        visitor.column("http_status", &stored.failure.httpStatus)
        visitor.column("attempts", &stored.attempts)
        visitor.column("failed_at", &stored.failedAt)
        visitor.column("retried_at", &retriedAt, .neither)
    }
}
