/// Writes results job by job in one format. The caller takes the written bytes piece by piece, so no file is completely in memory.
package struct ResultsWriter {
    /// The bytes written since the last ``removeAll()``.
    package private(set) var bytes: [UInt8] = []
    /// Selected jobs that the format cannot contain, counted by reason.
    package private(set) var leftOut: [LeftOut: Int] = [:]
    private let format: ResultFormat
    private let statuses: Set<JobResult.Status>
    private let withReasoning: Bool
    private var hasJobs = false
    /// Buffer for one job's line.
    private var line = JSONWriter(reserving: 1 << 16)

    /// - Parameters:
    /// - status: the jobs that are written; nil for the format's default.
    /// - withReasoning: whether reasoning is kept, if the format allows both.
    package init(_ format: ResultFormat, only status: JobResult.Status? = nil, withReasoning: Bool = false) {
        (self.format, self.withReasoning) = (format, withReasoning)
        statuses = status.map { [$0] } ?? format.statuses
    }

    /// Writes the beginning of the file.
    package mutating func begin() {
        switch format {
        case .csv: bytes.append(contentsOf: UsageTable.header)
        case .shareGPTArray: bytes.append(UInt8(ascii: "["))
        case .results, .openAIBatch, .messages, .shareGPT, .fastChat: break
        }
    }

    /// Writes a job if it is selected and the format can contain it.
    package mutating func add(_ result: JobResult) {
        guard statuses.contains(result.status) else { return }
        if let reason = write(result) {
            leftOut[reason, default: 0] += 1
        } else {
            if format == .shareGPTArray { bytes.append(contentsOf: (hasJobs ? ",\n" : "\n").utf8) }
            hasJobs = true
            if format != .csv {
                // Forwarded values may have had several lines. Strings contain no line ends, and elsewhere line ends mean nothing.
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

    /// Writes the end of the file.
    package mutating func end() {
        if format == .shareGPTArray { bytes.append(contentsOf: "\n]\n".utf8) }
    }

    /// Removes the written bytes, and keeps the memory.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// - Returns: the reason why the job is left out; nil if it is written.
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
