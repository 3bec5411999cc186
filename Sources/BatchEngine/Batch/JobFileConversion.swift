import BatchCore

/// Writes a job file of any form as lines of the project's own form, which run as the same jobs.
package struct JobFileConversion {
    private let replays: Bool
    private let skipsBadLines: Bool

    /// - Parameter replays: whether to replay every user message of a full conversation.
    package init(replays: Bool, skipsBadLines: Bool) { (self.replays, self.skipsBadLines) = (replays, skipsBadLines) }

    /// Writes the jobs of `input` to `output`, whole or not at all; `-` is standard input or output.
    /// - Parameter badLine: called with each fault of a line.
    /// - Returns: warnings about members of jobs that do not have the effect they seem to have.
    /// - Throws: ``BatchError`` if a line cannot be converted and bad lines are not skipped, or if a file cannot be used.
    package func write(_ input: String, to output: String, badLine: (LineRemark) -> Void) throws(BatchError) -> [LineRemark] {
        try BatchPaths.refuse(output, over: input)
        return try BatchError.rethrowing {
            var source = try JobFileSource(path: input)
            var check = JobFileCheck(reading: replays ? .replay : .plain)
            var file = try ResultsFile(path: output)
            var writer = JSONWriter(reserving: 1 << 16)
            while !file.hasReaderLeft, let entry = try source.next() {
                do throws(JobLineError) {
                    try check.line(of: entry).writeNative(to: &writer)
                } catch {
                    for fault in error.faults { badLine(LineRemark(fault, file: source.name)) }
                    continue
                }
                try file.write(writer.bytes)
                writer.removeAll()
            }
            let bad = check.counts.badLines
            guard bad == 0 || skipsBadLines else { throw BatchError(.unconvertible(bad, file: source.name)) }
            try file.finish()
            return check.warnings.map { LineRemark($0, file: source.name) }
        }
    }
}
