/// The contents of a job file, counted line by line.
package struct JobFileCounts: Hashable, Sendable {
    /// Lines that are jobs.
    package var jobs = 0
    /// Lines with faults.
    package var badLines = 0
    /// The turns of the jobs. Each costs one reply at least.
    package var turns = 0
    /// The jobs by the form of their lines. A form that does not occur has no entry.
    package var forms: [JobForm: Int] = [:]
    /// Input tokens of all rounds, estimated by ``TokenEstimate``, without the replies that become history.
    package var estimatedInputTokens = 0

    package init() {}
}

/// Checks a whole job file, one job after the other: that each line is a job, and that no id occurs twice.
///
/// It keeps only the fingerprint of the id and the number of each line, so that memory grows by some 30 bytes a job. Warnings are
/// kept by kind.
package struct JobFileCheck {
    package private(set) var counts = JobFileCounts()
    private var ids = IDTable()
    private var warned = JobWarnings()
    private let reading: JobReading
    private let remarks: (Job) -> [JobRemark]

    /// - Parameter remarks: further faults and warnings of a job, for example that its provider is unknown.
    package init(reading: JobReading = .plain, remarks: @escaping (Job) -> [JobRemark] = { _ in [] }) {
        (self.reading, self.remarks) = (reading, remarks)
    }

    /// The warnings so far, in the order of their first jobs.
    package var warnings: [JobWarning] { warned.all }

    /// The job of the next entry.
    /// - Throws: all its faults.
    package mutating func job(of entry: JobFileEntry) throws(JobLineError) -> Job { try line(of: entry).job }

    /// The next entry, read.
    /// - Throws: all its faults. An id of an earlier line is a fault that names both lines.
    package mutating func line(of entry: JobFileEntry) throws(JobLineError) -> JobLine {
        do throws(JobLineError) {
            switch entry {
            case .text(let text): return try check(JobLine(text, reading: reading))
            case .bad(let fault): throw JobLineError(fault)
            }
        } catch {
            counts.badLines += 1
            throw error
        }
    }

    private mutating func check(_ line: JobLine) throws(JobLineError) -> JobLine {
        let job = line.job
        var faults: [JobFault] = []
        if let first = ids.insert(Fingerprint(job.id.utf8), line: job.line) {
            faults.append(duplicate(of: first, line))
        }
        if let place = line.openingPrefix {
            faults.append(
                JobFault(
                    line: place.line, column: place.column, member: "messages",
                    message: "a message of the opening history has \"prefix\", but no reply continues it: the user's words follow",
                    hint: "set the prefix in the turn: {\"user\": …, \"prefix\": …}"))
        }
        let remarks = line.remarks + remarks(job)
        for remark in remarks where remark.weight == .error && faults.count < LineContext.mostFaults {
            let place = line.position(of: remark.place)
            faults.append(
                JobFault(
                    line: place.line, column: place.column, member: remark.place?.member, message: remark.message, hint: remark.hint))
        }
        guard faults.isEmpty else { throw JobLineError(line: job.line, faults: faults) }
        for remark in remarks {
            guard case .warning(let code, let kind) = remark.weight else { continue }
            warned.add(code: code, kind: kind, remark, job: counts.jobs) { line.position(of: remark.place) }
        }
        counts.jobs += 1
        counts.turns += job.turns.count
        counts.forms[line.form, default: 0] += 1
        counts.estimatedInputTokens += TokenEstimate.inputTokens(of: job)
        return line
    }

    private func duplicate(of first: Int, _ line: JobLine) -> JobFault {
        let member = line.form.idMember
        let place = line.position(of: JobPlace(member))
        return JobFault(
            line: place.line, column: place.column, member: member, message: "the id \"\(line.job.id)\" is already used on line \(first)",
            hint: line.job.id == line.text.name
                ? "a line without an id is named after its number" : line.form.hintOfRepeatedID(line.text.isElement))
    }
}
