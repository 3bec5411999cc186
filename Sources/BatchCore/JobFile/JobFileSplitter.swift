/// Splits the bytes of a job file, which arrive in chunks, into what there is for each job: the lines of a JSONL file, or the
/// elements where the file is one JSON array. Lines of one session that stand together are one text.
package struct JobFileSplitter: Sendable {
    /// What has come of a file of which it is not known yet what it is; nil from then on.
    private var head: [UInt8]? = []
    private var lines: LineSplitter
    private var gatherer: LineGatherer
    /// Nil where the file is no array.
    private var elements: ElementSplitter?
    /// A line that was complete together with the session before it.
    private var waiting: JobFileEntry?
    private var hasEnded = false
    private let limit: Int

    /// - Parameter limit: the longest line or element that is given, in bytes.
    package init(limit: Int = Bounds.jobLine) {
        self.limit = limit
        (lines, gatherer) = (LineSplitter(limit: limit), LineGatherer(limit: limit))
    }

    /// Takes the next bytes of the file, once ``next()`` has given nil for those before.
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

    /// Says that no more bytes follow, so that a last line without an end is given.
    package mutating func finish() {
        if let begun = head {
            head = nil
            pass(on: begun)
        }
        hasEnded = true
        elements?.finish()
        lines.finish()
    }

    /// The next entry; nil where more bytes are needed, or after the last.
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

    /// How many bytes are kept for what is under way.
    var heldCount: Int { (head?.count ?? 0) + lines.heldCount + gatherer.heldCount + (elements?.heldCount ?? 0) }

    private mutating func pass(on bytes: [UInt8]) {
        if elements != nil { elements?.feed(bytes) } else { lines.feed(bytes) }
    }

    /// How much space is read at the beginning of a file before it is taken for lines, in bytes.
    private static let longestHead = 1 << 20

    /// The byte order mark in UTF-8.
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
