import BatchEngine

/// A file has the same lines in whatever pieces it is read, and each of them is a job or is told what is wrong with it.
enum JobFilePromises {
    static func hold(for bytes: [UInt8]) throws {
        var cuts = Cuts(bytes)
        for (limit, longest) in [(24, 1), (Bounds.jobLine, 16)] as [(Int, UInt64)] {
            let lines = try lines(of: [bytes[...]], limit: limit)
            let pieces = cuts.pieces(of: bytes[...], longest: longest)
            try promise("lines are the same in pieces of \(longest) bytes", Self.lines(of: pieces, limit: limit) == lines)
            try promise("lines are what stands between the line ends", lines == split(bytes, limit: limit))
            try check(lines)
        }
    }

    private static func lines(of pieces: [ArraySlice<UInt8>], limit: Int) throws -> [LineSplitter.Line] {
        var splitter = LineSplitter(limit: limit)
        var lines: [LineSplitter.Line] = []
        for piece in pieces {
            splitter.feed(Array(piece))
            while let line = splitter.next() { lines.append(line) }
        }
        splitter.finish()
        while let line = splitter.next() { lines.append(line) }
        try promise("blank lines and others are all lines", splitter.blankCount + lines.count == splitter.lineCount)
        return lines
    }

    /// The whole file cut at once.
    private static func split(_ bytes: [UInt8], limit: Int) -> [LineSplitter.Line] {
        var whole = bytes[...]
        if whole.starts(with: [0xEF, 0xBB, 0xBF]) { whole = whole.dropFirst(3) }
        let parts = whole.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return parts.enumerated().compactMap { place, part in
            let line = part.last == UInt8(ascii: "\r") ? part.dropLast() : part
            if line.count > limit { return .tooLong(number: place + 1, limit: limit) }
            return line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                ? nil : .text(number: place + 1, bytes: Array(line))
        }
    }

    private static func check(_ lines: [LineSplitter.Line]) throws {
        var check = JobFileCheck()
        var ids: Set<[UInt8]> = []
        for line in lines {
            do {
                let job = try check.job(of: line)
                try promise("no id stands twice", ids.insert(Array(job.id.utf8)).inserted)
            } catch let error as JobLineError {
                guard case .text(let number, let bytes) = line else { continue }
                try promise("an error names its line", error.line == number)
                try JobLinePromises.hold(for: error, of: bytes)
            }
        }
        let counts = check.counts
        try promise("each line is a job or a bad one", counts.jobs + counts.badLines == lines.count && counts.jobs == ids.count)
        try promise("each job has turns", counts.turns >= counts.jobs && counts.estimatedInputTokens >= 0)
    }
}
