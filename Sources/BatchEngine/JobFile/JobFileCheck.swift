/// What a job file holds, counted line by line.
public struct JobFileCounts: Hashable, Sendable {
    /// Lines that are jobs.
    public var jobs = 0
    /// Lines that are none.
    public var badLines = 0
    /// The turns of the jobs, each of which is one reply to pay for.
    public var turns = 0
    /// The jobs by the form of their lines; none for a form that does not occur.
    public var forms: [JobLineForm: Int] = [:]
    /// Input tokens of all rounds, estimated by ``TokenEstimate``; the replies that become history are not in it.
    public var estimatedInputTokens = 0

    public init() {}
}

/// Checks a whole job file, one line after the other: that each line is a job, and that no id stands twice.
///
/// Of a line nothing is kept but its id's fingerprint and its number, so that memory grows by some 30 bytes a job. Warnings
/// are kept by their kinds.
public struct JobFileCheck {
    public private(set) var counts = JobFileCounts()
    private var ids = IDTable()
    private var warned = JobWarnings()
    private let remarks: (Job) -> [JobRemark]

    /// - Parameter remarks: what else there is to say of a job, such as that nobody knows its provider.
    public init(remarks: @escaping (Job) -> [JobRemark] = { _ in [] }) { self.remarks = remarks }

    /// What the jobs so far are warned of, in the order in which it was met first.
    public var warnings: [JobWarning] { warned.all }

    /// The job of the next line.
    /// - Throws: everything that is wrong with the line. An id that stood before is a fault that names both lines.
    public mutating func job(of line: LineSplitter.Line) throws(JobLineError) -> Job {
        do throws(JobLineError) {
            switch line {
            case .text(let number, let bytes): return try check(JobLine(bytes, line: number))
            case .tooLong(let number, let limit):
                throw JobLineError(JobFault(line: number, message: "the line is longer than \(limit) bytes"))
            }
        } catch {
            counts.badLines += 1
            throw error
        }
    }

    private mutating func check(_ line: JobLine) throws(JobLineError) -> Job {
        let job = line.job
        var faults: [JobFault] = []
        if let first = ids.insert(Fingerprint(job.id.utf8), line: job.line) {
            faults.append(duplicate(of: first, line))
        }
        if let place = line.openingPrefix {
            faults.append(
                JobFault(
                    line: job.line, column: place.column, member: "messages",
                    message: "a message of the opening history has \"prefix\", and begins no reply: the user's words follow it",
                    hint: "a reply is begun by the turn's own: {\"user\": …, \"prefix\": …}"))
        }
        let remarks = remarks(job)
        for remark in remarks where remark.weight == .error && faults.count < JobLineReader.mostFaults {
            faults.append(
                JobFault(
                    line: job.line, column: line.column(of: remark.place), member: remark.place?.member, message: remark.message,
                    hint: remark.hint))
        }
        guard faults.isEmpty else { throw JobLineError(line: job.line, faults: faults) }
        for remark in remarks {
            guard case .warning(let code, let kind) = remark.weight else { continue }
            warned.add(code: code, kind: kind, remark, line: job.line) { line.column(of: remark.place) }
        }
        counts.jobs += 1
        counts.turns += job.turns.count
        counts.forms[line.form, default: 0] += 1
        counts.estimatedInputTokens += TokenEstimate.inputTokens(of: job)
        return job
    }

    private func duplicate(of first: Int, _ line: JobLine) -> JobFault {
        let member = line.form.idMember
        return JobFault(
            line: line.job.line, column: line.column(of: JobPlace(member)), member: member,
            message: "the id \"\(line.job.id)\" stands on line \(first) already",
            hint: line.job.id == "line-\(line.job.line)" ? "a line without an id is named after its number" : nil)
    }

    /// The memory of the ids, in bytes.
    var idBytes: Int { ids.byteCount }
}
