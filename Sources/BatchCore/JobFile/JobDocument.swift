/// The JSON of a job's text, and the positions of its values in the file.
struct JobDocument: Sendable {
    let text: JobText
    private let first: JSONDocument
    /// The lines after the first, if a form has gathered the text from several.
    private let further: [JSONDocument]

    /// - Throws: one fault if the text is not valid JSON.
    init(_ text: JobText) throws(JobLineError) {
        self.text = text
        do {
            (first, further) = (try JSONDocument(text.bytes), [])
        } catch {
            if error.reason == .trailingText, let lines = LineGroup.documents(of: text.bytes) {
                (first, further) = (lines[0], Array(lines.dropFirst()))
                return
            }
            let place = text.place(of: error.position, inLine: 0)
            let fault = JobFault(line: place.line, column: place.column, message: "not valid JSON: \(error.message)")
            throw JobLineError(line: text.line, faults: [fault])
        }
    }

    private init(_ text: JobText, _ document: JSONDocument) { (self.text, first, further) = (text, document, []) }

    /// The value of the text, or of its first line.
    var root: JSONValue { first.root }

    /// The values of all lines that the text was gathered from; the root alone for any other text.
    var roots: [JSONValue] { [first.root] + further.map(\.root) }

    /// The position in the file of the beginning of a value.
    func place(of value: JSONValue) -> JSONPosition { place(of: value.position, in: value) }

    /// The place in the file of a position in the same line or text as `value`.
    func place(of position: JSONPosition, in value: JSONValue) -> JSONPosition {
        let index = further.firstIndex { $0 === value.document }
        return text.place(of: position, inLine: index.map { $0 + 1 } ?? 0)
    }

    /// The same values without the line ends between them; nil if there are none.
    var onOneLine: JobDocument? {
        guard further.isEmpty, first.bytes.contains(UInt8(ascii: "\n")) else { return nil }
        return JobDocument(text, JSONDocument(root.textOnOneLine))
    }
}
