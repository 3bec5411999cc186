// JobFile: the forms of a job file's lines, read as bytes. Floor 2.

/// One line of a job file, or what stands in its place, read and checked whole.
///
/// The values that are passed on to the provider are slices of the line, byte for byte. A stored line that was accepted
/// once gives the same job again.
package struct JobLine: Sendable {
    /// The longest id, in bytes of UTF-8.
    package static let longestID = 512

    package let form: JobLineForm
    package let job: Job
    package let text: JobText
    package let reading: JobReading
    /// What is to be said of the line, whoever is asked.
    let remarks: [JobRemark]
    /// The text as it is written, for the places of what is said of it.
    private let document: JSONDocument
    /// The same on one line, from which the values are.
    private let plain: JSONDocument
    /// Where the turns of a foreign line stand.
    private let turnPlaces: [(value: JSONValue, part: Int)]

    /// - Throws: every fault of the line, in the order found.
    package init(_ text: JobText, reading: JobReading = .plain) throws(JobLineError) {
        let (document, further) = try Self.parts(of: text)
        var reader = JobLineReader(text, reading)
        let form = JobLineForm(recognising: document.root)
        let read = reader.readLine(document.root, further, as: form)
        guard reader.faults.isEmpty, var job = read else { throw JobLineError(line: text.line, faults: reader.orderedFaults) }
        plain = further.isEmpty ? Self.onOneLine(document) : document
        if plain !== document {
            var again = JobLineReader(text, reading)
            job = again.readLine(plain.root, further, as: form) ?? job
        }
        (self.form, self.job, self.text, self.reading, self.document) = (form, job, text, reading, document)
        (remarks, turnPlaces) = (reader.remarks, reader.turnPlaces)
    }

    /// Reads the bytes of one line of a JSONL file, without its end.
    /// - Parameter line: the line's number in the file, counted from 1.
    package init(_ bytes: [UInt8], line: Int, reading: JobReading = .plain) throws(JobLineError) {
        try self.init(JobText(bytes, line: line), reading: reading)
    }

    /// The job that the line describes, where nothing else of the line is wanted.
    package static func read(_ bytes: [UInt8], line: Int, reading: JobReading = .plain) throws(JobLineError) -> Job {
        try JobLine(bytes, line: line, reading: reading).job
    }

    /// What the line says for the result line alone, as JSON text; nil where it says nothing or null.
    package var metadata: [UInt8]? {
        let root = plain.root
        switch form {
        case .native:
            guard let value = root["metadata"], !value.isNull else { return nil }
            return Array(value.raw)
        case .mtBench: return MTBenchMember.metadata(of: root)
        case .openAIBatch: return OpenAIBatchMember.metadata(of: root, reading)
        case .shareGPT: return ShareGPTMember.metadata(of: root)
        case .messages: return MessagesMember.metadata(of: root, reading)
        case .aiPerf, .genAIPerf: return nil
        }
    }

    /// The id of a question of MT-Bench where it is a number, as it is spelled.
    var questionNumber: [UInt8]? {
        guard form == .mtBench, let id = plain.root[form.idMember], id.kind == .number else { return nil }
        return Array(id.raw)
    }

    /// The line as one JSON object on one line. Of a session, its first part.
    var root: JSONValue { plain.root }

    /// Where in the file the value at that place begins, or the last value on the way to it that is there; the beginning for no
    /// place.
    package func position(of place: JobPlace?) -> JSONPosition {
        guard let place else { return JSONPosition(line: text.line, column: text.column) }
        var (value, part) = (document.root, 0)
        if let turn = place.turn {
            if turn <= turnPlaces.count {
                (value, part) = turnPlaces[turn - 1]
            } else {
                value = value["turns"]?[turn - 1] ?? value
            }
        }
        let holders = place.isParameter ? ["params", "extra", "body"] : ["body"]
        let inside = holders.lazy.compactMap { value[$0]?[place.member] }.first
        if let member = place.isParameter ? inside ?? value[place.member] : value[place.member] ?? inside {
            value = member
            for step in place.steps {
                let next =
                    switch step {
                    case .member(let name): value[name]
                    case .element(let index): value[index]
                    }
                guard let next else { break }
                value = next
            }
        }
        return text.place(of: value.position, inPart: part)
    }

    /// Where a message of the opening history says that it begins a reply although the user's words follow it; nil where none
    /// does.
    var openingPrefix: JSONPosition? {
        let messages = (document.root["messages"] ?? document.root["body"]?["messages"])?.elements ?? []
        // What foreign messages end with is asked for as it stands.
        let opening = form == .native ? messages[...] : messages.dropLast()
        let prefix = opening.lazy.compactMap { $0["prefix"] }.first { $0.bool == true }
        return prefix.map { text.place(of: $0.position, inPart: 0) }
    }

    /// The JSON texts that the text consists of: one, or a line for each turn of a session.
    private static func parts(of text: JobText) throws(JobLineError) -> (JSONDocument, [JSONDocument]) {
        do {
            return (try JSONDocument(text.bytes), [])
        } catch {
            if error.reason == .trailingText, let session = sessionParts(of: text.bytes) { return session }
            let place = text.place(of: error.position, inPart: 0)
            let fault = JobFault(line: place.line, column: place.column, message: "this is no JSON: \(error.message)")
            throw JobLineError(line: text.line, faults: [fault])
        }
    }

    private static func sessionParts(of bytes: [UInt8]) -> (JSONDocument, [JSONDocument])? {
        var documents: [JSONDocument] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            guard let part = try? JSONDocument(Array(line)), JobLineForm(recognising: part.root) == .genAIPerf else { return nil }
            documents.append(part)
        }
        guard documents.count > 1 else { return nil }
        return (documents[0], Array(documents.dropFirst()))
    }

    /// The same values without line ends, which stand between them alone; the document itself where it has none.
    private static func onOneLine(_ document: JSONDocument) -> JSONDocument {
        guard document.bytes.contains(UInt8(ascii: "\n")) else { return document }
        return (try? JSONDocument(document.root.onOneLine)) ?? document
    }
}
