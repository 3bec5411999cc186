/// The text of one job in a job file: a line, an element of an array, or lines that a form has gathered.
package struct JobText: Hashable, Sendable {
    /// The id of a job without one in its text.
    private enum Name: Hashable, Sendable {
        case line
        case element(Int)
        case given(String)
    }

    /// The bytes that the state file keeps, and that the job is read from again. Gathered lines have a line feed between them.
    package let bytes: [UInt8]
    /// The line of the file on which it begins, counted from 1.
    package let line: Int
    /// The column of its beginning on that line, counted from 1 in Unicode scalars.
    package let column: Int
    private let naming: Name
    /// The numbers of the gathered lines after the first one.
    let furtherLines: [Int]

    /// A line of a JSONL file, without its end.
    package init(_ bytes: [UInt8], line: Int) {
        (self.bytes, self.line, column, naming, furtherLines) = (bytes, line, 1, .line, [])
    }

    /// An element of an array.
    /// - Parameters:
    ///   - element: its number in the array, counted from 1.
    ///   - start: its place in the file.
    init(_ bytes: [UInt8], element: Int, at start: JSONPosition) {
        (self.bytes, line, column, naming, furtherLines) = (bytes, start.line, start.column, .element(element), [])
    }

    /// Lines that a form has gathered into one job, at least one.
    init(gathering lines: [LineSplitter.Numbered]) {
        (bytes, line, column, naming) = (Array(lines.map(\.bytes).joined(separator: [UInt8(ascii: "\n")])), lines[0].number, 1, .line)
        furtherLines = lines.dropFirst().map(\.number)
    }

    /// The text of a stored job.
    package init(_ stored: StoredJob) {
        (bytes, line, column, naming, furtherLines) = (stored.text, stored.line, 1, .given(stored.id), [])
    }

    /// Whether it is an element of an array.
    var isElement: Bool { if case .element = naming { true } else { false } }

    /// The job's id if the text does not contain one.
    var name: String {
        switch naming {
        case .line: "line-\(line)"
        case .element(let number): "element-\(number)"
        case .given(let name): name
        }
    }

    /// The place in the file of a position in the text.
    /// - Parameter index: the number of the gathered line that the position is in, counted from 0; 0 for any other text.
    func place(of position: JSONPosition, inLine index: Int) -> JSONPosition {
        guard index == 0 else {
            return JSONPosition(line: index <= furtherLines.count ? furtherLines[index - 1] : line + index, column: position.column)
        }
        return position.line == 1
            ? JSONPosition(line: line, column: column + position.column - 1)
            : JSONPosition(line: line + position.line - 1, column: position.column)
    }
}

/// The next piece of a job file.
package enum JobFileEntry: Hashable, Sendable {
    case text(JobText)
    /// A piece that cannot be a job, with its fault.
    case bad(JobFault)

    init(_ line: LineSplitter.Line) {
        switch line {
        case .text(let number, let bytes): self = .text(JobText(bytes, line: number))
        case .tooLong(let number, let limit):
            self = .bad(JobFault(line: number, message: "the line is longer than \(limit) bytes"))
        }
    }
}
