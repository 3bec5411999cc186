// JobFile: the forms of a job file's lines, read as bytes. Floor 2.

/// The text of one job, read and checked as a whole.
///
/// Values that are forwarded to the provider have the bytes of the line. A stored line that was accepted once is the same job when
/// it is read again.
package struct JobLine: Sendable {
    /// The longest id, in bytes of UTF-8.
    package static let longestID = 512

    package let form: JobForm
    package let job: Job
    package let reading: JobReading
    /// Remarks on the line that hold for every provider.
    let remarks: [JobRemark]
    /// The text as it is written, for the places of faults and remarks.
    private let document: JobDocument
    /// The same on one line, for the values.
    private let plain: JobDocument
    /// The places of the turns if they are not the elements of `turns`.
    private let turnPlaces: [JSONValue]

    /// - Throws: every fault of the line, in the order of the text.
    package init(_ text: JobText, reading: JobReading = .plain) throws(JobLineError) {
        document = try JobDocument(text)
        form = JobForm(recognising: document.root)
        var line = LineContext(document, reading)
        let read = form.read(&line)
        guard line.faults.isEmpty, var job = read else { throw JobLineError(line: text.line, faults: line.orderedFaults) }
        if let plain = document.onOneLine {
            var again = LineContext(plain, reading)
            job = form.read(&again) ?? job
            self.plain = plain
        } else {
            plain = document
        }
        (self.job, self.reading, remarks, turnPlaces) = (job, reading, line.remarks, line.turnPlaces)
    }

    /// Reads the bytes of one line of a JSONL file, without its end.
    /// - Parameter line: the line's number in the file, counted from 1.
    package init(_ bytes: [UInt8], line: Int, reading: JobReading = .plain) throws(JobLineError) {
        try self.init(JobText(bytes, line: line), reading: reading)
    }

    package var text: JobText { document.text }

    /// The members that are only copied to the result, as JSON text; nil if there are none, or null.
    package var metadata: JSONText? { form.metadata(plain.root, reading) }

    /// The line as one JSON object on one line; the first line if the text was gathered from several.
    var root: JSONValue { plain.root }

    /// The position in the file of the beginning of the value at `place`. If it is missing, the last existing value on the path counts.
    /// Nil stands for the beginning of the text.
    package func position(of place: JobPlace?) -> JSONPosition {
        guard let place else { return JSONPosition(line: text.line, column: text.column) }
        var value = document.root
        if let turn = place.turn {
            value = turn <= turnPlaces.count ? turnPlaces[turn - 1] : value["turns"]?[turn - 1] ?? value
        }
        let inside = (place.isParameter ? form.parametersMember : form.requestMember).flatMap { value[$0]?[place.member] }
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
        return document.place(of: value)
    }

    /// The place of a `prefix` in a message of the opening history. No reply continues that message, because the user's words follow it.
    /// Nil if there is none.
    var openingPrefix: JSONPosition? {
        let prefix = form.history(document.root).lazy.compactMap { $0["prefix"] }.first { $0.bool == true }
        return prefix.map { document.place(of: $0) }
    }
}
