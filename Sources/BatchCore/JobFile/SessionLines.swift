/// Puts the lines of one session together that stand one after the other (``JobLineForm/genAIPerf``). Other lines pass through.
struct SessionLines: Sendable {
    /// The lines of the session under way.
    private var lines: [LineSplitter.Numbered] = []
    private var size = 0
    /// The name of the session under way.
    private var session: Fingerprint?
    private let limit: Int

    /// - Parameter limit: the longest session that is given, in bytes.
    init(limit: Int) { self.limit = limit }

    /// Takes the next line.
    /// - Returns: what is complete by it: the session before, and the line itself where it belongs to none.
    mutating func take(_ line: LineSplitter.Line) -> (before: JobFileEntry?, line: JobFileEntry?) {
        guard case .text(let number, let bytes) = line, let session = Self.session(of: bytes) else { return (end(), JobFileEntry(line)) }
        let before = session == self.session ? nil : end()
        self.session = session
        size += bytes.count + 1
        // What is too long as a whole is told of at its end, by its first line.
        if size - 1 > limit { lines = Array(lines.prefix(1)) }
        if size - 1 <= limit || lines.isEmpty { lines.append(LineSplitter.Numbered(number: number, bytes: bytes)) }
        return (before, nil)
    }

    /// The session under way, after which no line of it follows; nil where there is none.
    mutating func end() -> JobFileEntry? {
        guard session != nil else { return nil }
        defer { (lines, size, session) = ([], 0, nil) }
        guard size - 1 <= limit else {
            return .bad(JobFault(line: lines[0].number, message: "the session that begins here is longer than \(limit) bytes"))
        }
        return .text(JobText(session: lines))
    }

    /// How many bytes are kept for the session under way.
    var heldCount: Int { lines.reduce(0) { $0 + $1.bytes.count } }

    /// The session that a line is a part of; nil for any other line.
    private static func session(of bytes: [UInt8]) -> Fingerprint? {
        // Most lines are of no session, and a search costs a fraction of the reading.
        guard mark.isFound(in: bytes), let root = try? JSONDocument(bytes).root, JobLineForm(recognising: root) == .genAIPerf else {
            return nil
        }
        return root["session_id"].flatMap { $0.string ?? $0.numberText }.map { Fingerprint($0.utf8) }
    }

    private static let mark = BytePattern("\"session_id\"")
}

/// Bytes that are looked for in others. It looks at few of them, as Horspool's search does (Software: Practice and Experience
/// 10, 1980).
private struct BytePattern: Sendable {
    private let pattern: [UInt8]
    /// By the byte below the pattern's last place, how far the pattern may be moved on.
    private let shifts: [Int]

    init(_ text: StaticString) {
        pattern = Array(text.description.utf8)
        var shifts = [Int](repeating: pattern.count, count: 256)
        for (place, byte) in pattern.dropLast().enumerated() { shifts[Int(byte)] = pattern.count - 1 - place }
        self.shifts = shifts
    }

    func isFound(in bytes: [UInt8]) -> Bool {
        var end = pattern.count - 1
        while end < bytes.count {
            if bytes[end - pattern.count + 1...end].elementsEqual(pattern) { return true }
            end += shifts[Int(bytes[end])]
        }
        return false
    }
}
