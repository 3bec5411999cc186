import TestSupport

@testable import BatchCore

/// A file has the same jobs for pieces of any size, and each entry is a job or has faults.
enum JobFilePromises {
    static func hold(for bytes: [UInt8]) throws {
        var cuts = Cuts(bytes)
        for (limit, longest) in [(24, 1), (Bounds.jobLine, 16)] as [(Int, UInt64)] {
            let lines = try lines(of: [bytes[...]], limit: limit)
            let pieces = cuts.pieces(of: bytes[...], longest: longest)
            try promise("lines are the same in pieces of \(longest) bytes", Self.lines(of: pieces, limit: limit) == lines)
            try promise("lines are what stands between the line ends", lines == split(bytes, limit: limit))
            let entries = entries(of: [bytes[...]], limit: limit)
            try promise("entries are the same in pieces of \(longest) bytes", Self.entries(of: pieces, limit: limit) == entries)
            if limit == Bounds.jobLine { try hold(for: entries, lines, of: bytes) }
            for reading in JobReading.allCases { try check(entries, reading) }
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

    private static func entries(of pieces: [ArraySlice<UInt8>], limit: Int) -> [JobFileEntry] {
        var splitter = JobFileSplitter(limit: limit)
        var entries: [JobFileEntry] = []
        for piece in pieces {
            splitter.feed(Array(piece))
            while let entry = splitter.next() { entries.append(entry) }
        }
        splitter.finish()
        while let entry = splitter.next() { entries.append(entry) }
        return entries
    }

    /// The whole file, read at once.
    private static func split(_ bytes: [UInt8], limit: Int) -> [LineSplitter.Line] {
        let parts = withoutMark(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return parts.enumerated().compactMap { place, part in
            let line = part.last == UInt8(ascii: "\r") ? part.dropLast() : part
            if line.count > limit { return .tooLong(number: place + 1, limit: limit) }
            return line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                ? nil : .text(number: place + 1, bytes: Array(line))
        }
    }

    /// An array has its elements, each at its place. Another file has its lines, and those of a session are together.
    private static func hold(for entries: [JobFileEntry], _ lines: [LineSplitter.Line], of bytes: [UInt8]) throws {
        let whole = Array(withoutMark(bytes))
        let isArray = whole.first { ![0x20, 0x0A, 0x0D, 0x09].contains($0) } == UInt8(ascii: "[")
        if isArray {
            guard let elements = try? JSONDocument(whole).root.elements else { return }
            let isWhole = entries.count == elements.count
            try promise("an array has its elements", isWhole && zip(entries, elements).allSatisfy { isSame($0, $1) })
        } else {
            let texts = entries.compactMap { entry -> [UInt8]? in if case .text(let text) = entry { text.bytes } else { nil } }
            let parts = texts.flatMap { $0.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) } }
            let wanted = lines.compactMap { line -> [UInt8]? in if case .text(_, let bytes) = line { bytes } else { nil } }
            try promise("each line is in an entry, in its order", parts == wanted)
        }
    }

    private static func isSame(_ entry: JobFileEntry, _ element: JSONValue) -> Bool {
        guard case .text(let text) = entry else { return false }
        return text.bytes.elementsEqual(element.raw) && JSONPosition(line: text.line, column: text.column) == element.position
    }

    private static func check(_ entries: [JobFileEntry], _ reading: JobReading) throws {
        var check = JobFileCheck(reading: reading)
        var ids: Set<[UInt8]> = []
        for entry in entries {
            do {
                let job = try check.job(of: entry)
                try promise("no id stands twice", ids.insert(Array(job.id.utf8)).inserted)
            } catch let error as JobLineError {
                guard case .text(let text) = entry else { continue }
                try promise("an error names its line", error.line == text.line)
                try JobLinePromises.hold(for: error, of: text)
            }
        }
        let counts = check.counts
        try promise("each entry is a job or a bad one", counts.jobs + counts.badLines == entries.count && counts.jobs == ids.count)
        try promise("each job has turns", counts.turns >= counts.jobs && counts.estimatedInputTokens >= 0)
    }

    private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }
}
