/// Splits the bytes of a job file, which arrive in chunks, into a text for each job: the lines of a JSONL file, or the elements
/// of a file that is one JSON array. Consecutive lines that a form gathers into one job are one text.
package struct JobFileSplitter: Sendable {
    /// Bytes buffered until it is known whether the file is an array; nil from then on.
    private var head: [UInt8]? = []
    private var lines: LineSplitter
    private var gatherer: LineGatherer
    /// Nil if the file is not an array.
    private var elements: ElementSplitter?
    /// A line that was complete together with the gathered lines before it.
    private var waiting: JobFileEntry?
    private var hasEnded = false
    private let limit: Int

    /// - Parameter limit: the longest line or element that is accepted, in bytes.
    package init(limit: Int = Bounds.jobLine) {
        self.limit = limit
        (lines, gatherer) = (LineSplitter(limit: limit), LineGatherer(limit: limit))
    }

    /// Takes the next bytes of the file. ``next()`` must have returned nil for those before.
    package mutating func feed(_ bytes: [UInt8]) {
        guard let before = head else { return pass(on: bytes) }
        let begun = before + bytes
        let text = begun.starts(with: Self.mark) ? begun.dropFirst(Self.mark.count) : begun[...]
        let first = text.first { ![UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t")].contains($0) }
        if first == UInt8(ascii: "[") {
            elements = ElementSplitter(limit: limit)
            head = nil
            pass(on: Array(text))
        } else if (first != nil && begun.count >= Self.mark.count) || begun.count > Self.longestHead {
            head = nil
            pass(on: begun)
        } else {
            head = begun
        }
    }

    /// Records that no more bytes follow, so that a last line without an end is complete.
    package mutating func finish() {
        if let begun = head {
            head = nil
            pass(on: begun)
        }
        hasEnded = true
        elements?.finish()
        lines.finish()
    }

    /// The next entry; nil if more bytes are needed, or after the last one.
    package mutating func next() -> JobFileEntry? {
        if elements != nil { return elements?.next() }
        if let entry = waiting {
            waiting = nil
            return entry
        }
        while let line = lines.next() {
            let (before, entry) = gatherer.take(line)
            guard let before else {
                if let entry { return entry }
                continue
            }
            waiting = entry
            return before
        }
        return hasEnded ? gatherer.end() : nil
    }

    /// The bytes that are held in memory.
    var heldCount: Int { (head?.count ?? 0) + lines.heldCount + gatherer.heldCount + (elements?.heldCount ?? 0) }

    private mutating func pass(on bytes: [UInt8]) {
        if elements != nil { elements?.feed(bytes) } else { lines.feed(bytes) }
    }

    /// The most bytes of white space at the beginning of an array file. A longer beginning is read as lines.
    private static let longestHead = 1 << 20

    /// The byte order mark in UTF-8.
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
