/// How a form makes one job of several consecutive lines.
struct LineGathering: Sendable {
    /// The word for the lines of one job.
    let noun: String
    /// Bytes that every such line contains.
    let mark: BytePattern
    /// The name that the lines of one job share; nil for a line without one.
    let name: @Sendable (_ root: JSONValue) -> String?
}

/// The job to which a line belongs that is not a job by itself.
struct LineGroup: Hashable, Sendable {
    let form: JobForm
    private let name: Fingerprint

    /// Nil if no form gathers such a line.
    init?(of root: JSONValue) {
        form = JobForm(recognising: root)
        guard let name = form.gathering?.name(root) else { return nil }
        self.name = Fingerprint(name.utf8)
    }

    /// The lines of a gathered text; nil if `bytes` are not several lines of one form that gathers them.
    static func documents(of bytes: [UInt8]) -> [JSONDocument]? {
        var documents: [JSONDocument] = []
        var forms: Set<JobForm> = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            guard let document = JSONValue(foreign: Array(line))?.document else { return nil }
            let form = JobForm(recognising: document.root)
            forms.insert(form)
            guard form.gathering != nil, forms.count == 1 else { return nil }
            documents.append(document)
        }
        return documents.count > 1 ? documents : nil
    }
}

/// Gathers consecutive lines of one job. Other lines pass through.
struct LineGatherer: Sendable {
    /// The lines that belong together so far.
    private var lines: [LineSplitter.Numbered] = []
    private var size = 0
    private var group: LineGroup?
    private let marks = JobForm.all.compactMap(\.gathering?.mark)
    private let limit: Int

    /// - Parameter limit: the most bytes that the lines of one job may have together.
    init(limit: Int) { self.limit = limit }

    /// Takes the next line.
    /// - Returns: what is complete by it: the lines before, and the line itself if it is a job alone.
    mutating func take(_ line: LineSplitter.Line) -> (before: JobFileEntry?, line: JobFileEntry?) {
        guard case .text(let number, let bytes) = line, let group = group(of: bytes) else { return (end(), JobFileEntry(line)) }
        let before = group == self.group ? nil : end()
        self.group = group
        size += bytes.count + 1
        // Lines over the limit are reported at their end, with the place of the first one.
        if size - 1 > limit { lines = Array(lines.prefix(1)) }
        if size - 1 <= limit || lines.isEmpty { lines.append(LineSplitter.Numbered(number: number, bytes: bytes)) }
        return (before, nil)
    }

    /// The lines gathered so far, if none follows that belongs to them; nil if there are none.
    mutating func end() -> JobFileEntry? {
        guard let group else { return nil }
        defer { (lines, size, self.group) = ([], 0, nil) }
        guard size - 1 <= limit else {
            let noun = group.form.gathering?.noun ?? ""
            return .bad(JobFault(line: lines[0].number, message: "the \(noun) that begins here is longer than \(limit) bytes"))
        }
        return .text(JobText(gathering: lines))
    }

    /// The bytes that are held in memory.
    var heldCount: Int { lines.reduce(0) { $0 + $1.bytes.count } }

    private func group(of bytes: [UInt8]) -> LineGroup? {
        // Few lines contain a mark, and a search costs a fraction of the reading.
        guard marks.contains(where: { $0.isFound(in: bytes) }), let root = JSONValue(foreign: bytes) else { return nil }
        return LineGroup(of: root)
    }
}

/// Bytes that are searched for in others. The search looks at few of them, as Horspool's does (Software: Practice and Experience
/// 10, 1980).
struct BytePattern: Sendable {
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
