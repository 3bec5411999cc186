import TestSupport

@testable import BatchCore

/// A line is a job, or it has faults with their places. A job forwards what was written.
enum JobLinePromises {
    private static let number = 7

    static func hold(for bytes: [UInt8]) throws {
        for reading in JobReading.allCases { try hold(for: bytes, reading) }
    }

    private static func hold(for bytes: [UInt8], _ reading: JobReading) throws {
        let line: JobLine
        do {
            line = try JobLine(bytes, line: number, reading: reading)
        } catch {
            return try hold(for: error, of: JobText(bytes, line: number))
        }
        let job = line.job
        try promise("a job has an id of at most \(JobLine.longestID) bytes", (1...JobLine.longestID).contains(job.id.utf8.count))
        try promise("a job has a turn", !job.turns.isEmpty)
        try promise("a priority has 32 bits", Int32(exactly: job.priority) != nil)
        try promise("an estimate is not negative", TokenEstimate.inputTokens(of: job) >= 0)
        let again = try JobLine(bytes, line: number, reading: reading)
        try promise("a line that is read again gives the same job", text(of: again) == text(of: line))
        if line.form == .native || line.form == .mtBench { try holdVerbatim(job, line.form, line.root) }
        try holdRequest(job)
        try holdExpectations(job, of: String(decoding: bytes, as: UTF8.self))
        try holdResult(line, of: bytes)
        try holdConversion(line)
    }

    static func hold(for error: JobLineError, of text: JobText) throws {
        try promise("a line that is no job has faults", (1...LineContext.mostFaults).contains(error.faults.count))
        let lines = text.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let isJSON = ([text.bytes] + (text.furtherLines.isEmpty ? [] : lines.map { Array($0) })).contains { (try? JSONDocument($0)) != nil }
        for fault in error.faults {
            let part = text.furtherLines.firstIndex(of: fault.line).map { $0 + 1 } ?? fault.line - text.line
            try promise("a fault stands in a line of the text: \(fault)", lines.indices.contains(part))
            let scalars = Array(String(decoding: lines[part], as: UTF8.self).unicodeScalars)
            let column = part == 0 ? fault.column - text.column + 1 : fault.column
            try promise("a fault stands in its line: \(fault)", (1...scalars.count + 1).contains(column))
            let isWhole = part == 0 && column == 1
            let begins = !isJSON || isWhole || "{[\"-0123456789tfn".unicodeScalars.contains(scalars[column - 1])
            try promise("a fault stands where a value begins: \(fault)", begins)
            try promise("a fault says what is wrong, in few words: \(fault)", (1...4_000).contains(fault.message.utf8.count))
        }
    }

    /// All values of a line's job, with the answers to tools by their functions.
    private static func text(of line: JobLine) -> String {
        var job = line.job
        job.toolScript = nil
        for place in job.turns.indices {
            job.turns[place].expectation?.schema = nil
            job.turns[place].expectation?.pattern = nil
        }
        let answers = (line.job.toolScript?.answers ?? [:]).mapValues(\.count).sorted { $0.key < $1.key }
        return "\(job), \(answers), \(line.metadata?.bytes ?? [])"
    }

    /// The values are those of the line, found in another way.
    private static func holdVerbatim(_ job: Job, _ form: JobForm, _ root: JSONValue) throws {
        let turns = root["turns"]?.elements ?? []
        try promise("a job has the turns of its line", turns.count == job.turns.count)
        for (turn, written) in zip(job.turns, turns) {
            if let message = written["message"], !message.isNull {
                let isAsWritten = message.members.isEmpty ? turn.isSilent && turn.message == nil : turn.message == message.text
                try promise("a turn's message is as written", isAsWritten)
            } else {
                let words = written["user"] ?? written["prompt"] ?? written
                try promise("a turn's words are as written", turn.content == words.text && turn.message == nil)
            }
            try promise("a turn's suffix is as written", turn.suffix == written["suffix"].flatMap { $0.isNull ? nil : $0.text })
            try promise("a turn's parameters are as written", turn.parameters == parameters(of: written))
        }
        guard form == .native else { return }
        try promise("parameters are as written", job.parameters == parameters(of: root))
        let messages = (root["messages"]?.elements ?? []).map { Array($0.raw) }.joined(separator: [UInt8(ascii: ",")])
        try promise("an opening history is as written", job.opening.bytes.reversed().starts(with: messages.reversed()))
    }

    private static func parameters(of value: JSONValue) -> Parameters {
        let named = ["tools", "tool_choice"].compactMap { name in value[name].map { (name, $0) } }
        let members = (value["params"]?.members ?? []).map { ($0.name, $0.value) } + named.filter { !$0.1.isNull }
        return Parameters(members.map { Parameters.Member(name: $0.0, value: $0.1.text) })
    }

    /// The first request is JSON without repeated members, and contains the job's values.
    private static func holdRequest(_ job: Job) throws {
        let wire = WireFormat(accounts: [ResponsePromises.accounts[0]], streams: true)
        guard let request = Conversation(job: job).nextRequest else { throw BrokenPromise(description: "a job has a first request") }
        let attempt = Attempt(id: AttemptID(slot: SlotID.init(0), serial: 0), account: AccountID(0), request: request)
        let body = try JSONDocument(wire.request(for: attempt).body).root
        let names = body.members.map { Array($0.name.utf8) }
        try promise("no member of a request stands twice", Set(names).count == names.count)
        let turn = job.turns[0]
        if job.api == .fim {
            let isAsWritten = body["prompt"]?.text == turn.content && body["suffix"]?.text == turn.suffix
            try promise("a request has the texts around the gap", isAsWritten)
        } else {
            var messages = (job.api == .responses ? body["input"] : body["messages"])?.elements[...] ?? []
            if turn.prefix != nil { messages = messages.dropLast() }
            let said = Array(messages.map(\.raw).joined(separator: [UInt8(ascii: ",")]))
            let last = turn.isSilent ? [] : turn.message?.bytes ?? turn.content.bytes + [0x7D]
            try promise("a request ends with what the turn says", said.reversed().starts(with: last.reversed()))
            if let prefix = turn.prefix {
                let last = body["messages"]?.elements.last
                let isBegun = last?["prefix"]?.bool == true && last?["content"]?.string == prefix
                try promise("a request begins the reply where the turn says how", isBegun)
            }
        }
        for member in request.parameters.members {
            try promise("a request has the parameter \(member.name)", body[member.name]?.text == member.value)
        }
    }

    /// A shortfall is reported in few words; the line itself serves as the reply. Regular expressions may take forever.
    private static func holdExpectations(_ job: Job, of line: String) throws {
        guard !line.contains("matches"), !line.contains("attern") else { return }
        for expectation in job.turns.compactMap(\.expectation) {
            guard let failure = expectation.shortfall(of: line, finishReason: "stop") else { continue }
            try ResponsePromises.hold(forSentence: failure.message)
        }
    }

    /// For any line, each format of the results is JSON, one line a job, and the project's own format has the job's id.
    private static func holdResult(_ line: JobLine, of bytes: [UInt8]) throws {
        let asked = StoredJob(key: JobKey(1), id: line.job.id, line: number, text: bytes, rounds: [])
        var answered = asked
        let content = String(decoding: bytes, as: UTF8.self)
        let reply = Reply(content: content, reasoning: "", toolCalls: line.root.text, finishReason: "stop")
        answered.rounds = (1...line.job.turns.count).map {
            Round(number: $0, reply: reply, attempts: 1, latency: .zero, createdAt: .epoch, provider: "p")
        }
        for format in ResultFormat.allCases where format != .csv {
            for stored in [asked, answered] {
                var writer = ResultsWriter(format, withReasoning: true)
                writer.add(JobResult(stored, line: line, provider: nil, model: nil, reasoningHistory: .keep))
                try hold(writer.bytes, of: line, as: format)
            }
        }
    }

    private static func hold(_ written: [UInt8], of line: JobLine, as format: ResultFormat) throws {
        if written.isEmpty { return try promise("the results leave no job out", format != .results) }
        // Members of foreign lines move down, to metadata and its reference.
        let result = try JSONDocument(written, depth: Bounds.jsonDepth + 2).root
        guard format != .shareGPTArray else { return }
        try promise("a result is one line", written.firstIndex(of: UInt8(ascii: "\n")) == written.count - 1)
        if format == .results {
            try promise("a result has its job's id", result["id"]?.string.map { Array($0.utf8) } == Array(line.job.id.utf8))
        }
    }

    /// A converted job is one line in the project's own form, and the same job.
    private static func holdConversion(_ line: JobLine) throws {
        var writer = JSONWriter()
        line.writeNative(to: &writer)
        try promise("a converted job is one line", writer.bytes.firstIndex(of: UInt8(ascii: "\n")) == writer.bytes.count - 1)
        let native: JobLine
        do {
            native = try JobLine(writer.bytes.dropLast(), line: number)
        } catch {
            // Some values are nested deeper than before.
            let isDeep = error.faults.contains { $0.message.contains("deeper than") }
            return try promise("a converted job can be read: \(error) in \(String(decoding: writer.bytes, as: UTF8.self))", isDeep)
        }
        try promise("a converted line is native", native.form == .native)
        try promise("a converted job is the same", text(of: native) == text(of: line))
    }
}
