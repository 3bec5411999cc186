/// Writes results job by job in one format. What it has written is taken from it piece by piece, so that no file need be in
/// memory whole.
package struct ResultsWriter {
    /// What was written since the last ``removeAll()``.
    package private(set) var bytes: [UInt8] = []
    /// Jobs that were wanted and that the format cannot hold.
    package private(set) var leftOut: [LeftOut: Int] = [:]
    private let format: ResultFormat
    private let statuses: Set<JobResult.Status>
    private let withReasoning: Bool
    private var hasJobs = false
    /// For one job's line.
    private var line = JSONWriter(reserving: 1 << 16)

    /// - Parameters:
    ///   - status: which jobs are written; nil for those that the format is for.
    ///   - withReasoning: whether chains of thought are kept, if the format leaves that open.
    package init(_ format: ResultFormat, only status: JobResult.Status? = nil, withReasoning: Bool = false) {
        (self.format, self.withReasoning) = (format, withReasoning)
        statuses = status.map { [$0] } ?? format.statuses
    }

    /// Writes what stands before the first job.
    package mutating func begin() {
        switch format {
        case .csv: bytes.append(contentsOf: UsageTable.header)
        case .shareGPTArray: bytes.append(UInt8(ascii: "["))
        case .results, .openAIBatch, .messages, .shareGPT, .fastChat: break
        }
    }

    /// Writes a job if it is wanted and the format can hold it.
    package mutating func add(_ result: JobResult) {
        guard statuses.contains(result.status) else { return }
        if let reason = write(result) {
            leftOut[reason, default: 0] += 1
        } else {
            if format == .shareGPTArray { bytes.append(contentsOf: (hasJobs ? ",\n" : "\n").utf8) }
            hasJobs = true
            if format != .csv {
                // Values that are passed on may have stood on several lines. Strings hold no line ends, and elsewhere they mean nothing.
                let isEnd = { (byte: UInt8) in byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
                if line.bytes.contains(where: isEnd) {
                    bytes.append(contentsOf: line.bytes.filter { !isEnd($0) })
                } else {
                    bytes.append(contentsOf: line.bytes)
                }
                if format != .shareGPTArray { bytes.append(UInt8(ascii: "\n")) }
            }
        }
        line.removeAll()
    }

    /// Writes what stands after the last job.
    package mutating func end() {
        if format == .shareGPTArray { bytes.append(contentsOf: "\n]\n".utf8) }
    }

    /// Forgets what was written, keeping the memory.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// - Returns: why the job is left out; nil if it is written.
    private mutating func write(_ result: JobResult) -> LeftOut? {
        switch format {
        case .results: result.writeResultLine(to: &line)
        case .openAIBatch: result.writeBatchOutput(withReasoning: withReasoning, to: &line)
        case .messages: return FineTuningLine(result, withReasoning: withReasoning).write(to: &line)
        case .shareGPT, .shareGPTArray: return ShareGPTConversation(result, withReasoning: withReasoning).write(to: &line)
        case .fastChat: return result.writeFastChatAnswer(to: &line)
        case .csv: bytes.append(contentsOf: UsageTable.rows(of: result))
        }
        return nil
    }
}
