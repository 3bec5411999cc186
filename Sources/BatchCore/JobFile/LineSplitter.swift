/// Splits bytes that arrive in chunks into the lines of a JSONL file.
///
/// Lines end with LF or CR LF; the last may end with the file. A byte order mark at the beginning is dropped. Blank lines
/// are counted and skipped. A line over the limit is reported by its number and never held in memory.
package struct LineSplitter: Sendable {
    /// A line that is not blank, numbered from 1.
    package enum Line: Hashable, Sendable {
        case text(number: Int, bytes: [UInt8])
        case tooLong(number: Int, limit: Int)
    }

    /// A line and its number in the file.
    struct Numbered: Sendable {
        var number: Int
        var bytes: [UInt8]
    }

    /// The number of lines that have begun, blank ones included.
    package private(set) var lineCount = 0
    /// The number of blank lines among them.
    package private(set) var blankCount = 0
    /// The bytes of a line without its end so far.
    private var pending: [UInt8] = []
    private var isSkipping = false
    private var chunk: [UInt8] = []
    private var offset = 0
    private var hasEnded = false
    private let limit: Int

    /// - Parameter limit: the longest line that is accepted, in bytes without its end.
    package init(limit: Int = Bounds.jobLine) { self.limit = limit }

    /// Takes the next bytes of the file. ``next()`` must have returned nil for those before.
    package mutating func feed(_ bytes: [UInt8]) {
        precondition(offset == chunk.count && !hasEnded, "bytes were fed before the lines of those before were taken")
        (chunk, offset) = (bytes, 0)
    }

    /// Records that no more bytes follow, so that a last line without an end is complete.
    package mutating func finish() { hasEnded = true }

    /// The next line; nil if more bytes are needed, or after the last line.
    package mutating func next() -> Line? {
        while let end = chunk[offset...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = close(with: chunk[offset..<end])
            offset = end + 1
            if let line { return line }
        }
        hold(chunk[offset...])
        (chunk, offset) = ([], 0)
        guard hasEnded, isSkipping || !pending.isEmpty else { return nil }
        return close(with: [])
    }

    /// The bytes that are held in memory for the current line.
    var heldCount: Int { pending.count }

    private mutating func hold(_ rest: ArraySlice<UInt8>) {
        // A byte order mark and a carriage return are not part of the line, but are removed only later.
        if isSkipping || pending.count + rest.count > limit + Self.mark.count + 1 {
            isSkipping = true
            pending = []
        } else {
            pending.append(contentsOf: rest)
        }
    }

    /// Ends the current line with its last bytes; nil if it is blank.
    private mutating func close(with rest: ArraySlice<UInt8>) -> Line? {
        lineCount += 1
        if !pending.isEmpty || isSkipping { hold(rest) }
        guard !isSkipping else {
            isSkipping = false
            return .tooLong(number: lineCount, limit: limit)
        }
        var bytes = pending.isEmpty ? rest : pending[...]
        if lineCount == 1, bytes.starts(with: Self.mark) { bytes = bytes.dropFirst(Self.mark.count) }
        if bytes.last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
        defer { pending.removeAll(keepingCapacity: pending.capacity <= 1 << 20) }
        guard bytes.count <= limit else { return .tooLong(number: lineCount, limit: limit) }
        guard bytes.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
            blankCount += 1
            return nil
        }
        return .text(number: lineCount, bytes: Array(bytes))
    }

    /// The byte order mark in UTF-8.
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
