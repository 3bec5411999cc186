/// What stands in a job file for one job: a line, an element of an array, or the lines of a session.
package struct JobText: Hashable, Sendable {
    /// How a job is called whose text gives it no id.
    private enum Name: Hashable, Sendable {
        case line
        case element(Int)
        case given(String)
    }

    /// What the state file keeps, and what the job is read from again. The lines of a session have a line feed between them.
    package let bytes: [UInt8]
    /// The line of the file on which it begins, counted from 1.
    package let line: Int
    /// Where on that line it begins, counted from 1 in Unicode scalars.
    package let column: Int
    private let naming: Name
    /// The lines of the file after the first that the text was gathered from.
    let furtherLines: [Int]

    /// A line of a JSONL file, without its end.
    package init(_ bytes: [UInt8], line: Int) {
        (self.bytes, self.line, column, naming, furtherLines) = (bytes, line, 1, .line, [])
    }

    /// An element of an array.
    /// - Parameters:
    ///   - element: which one it is, counted from 1.
    ///   - start: where it begins in the file.
    init(_ bytes: [UInt8], element: Int, at start: JSONPosition) {
        (self.bytes, line, column, naming, furtherLines) = (bytes, start.line, start.column, .element(element), [])
    }

    /// Lines of which a form has made one job, at least one.
    init(gathering lines: [LineSplitter.Numbered]) {
        (bytes, line, column, naming) = (Array(lines.map(\.bytes).joined(separator: [UInt8(ascii: "\n")])), lines[0].number, 1, .line)
        furtherLines = lines.dropFirst().map(\.number)
    }

    /// What is stored of a job.
    package init(_ stored: StoredJob) {
        (bytes, line, column, naming, furtherLines) = (stored.text, stored.line, 1, .given(stored.id), [])
    }

    /// Whether it is an element of an array.
    var isElement: Bool { if case .element = naming { true } else { false } }

    /// How the job is called where the text gives it no id.
    var name: String {
        switch naming {
        case .line: "line-\(line)"
        case .element(let number): "element-\(number)"
        case .given(let name): name
        }
    }

    /// Where in the file that stands which is at `position` in the text.
    /// - Parameter index: which of the lines that the text was gathered from, counted from 0; 0 for any other text.
    func place(of position: JSONPosition, inLine index: Int) -> JSONPosition {
        guard index == 0 else {
            return JSONPosition(line: index <= furtherLines.count ? furtherLines[index - 1] : line + index, column: position.column)
        }
        return position.line == 1
            ? JSONPosition(line: line, column: column + position.column - 1)
            : JSONPosition(line: line + position.line - 1, column: position.column)
    }
}

/// What comes next in a job file.
package enum JobFileEntry: Hashable, Sendable {
    case text(JobText)
    /// Something that is no job, and why.
    case bad(JobFault)

    init(_ line: LineSplitter.Line) {
        switch line {
        case .text(let number, let bytes): self = .text(JobText(bytes, line: number))
        case .tooLong(let number, let limit):
            self = .bad(JobFault(line: number, message: "the line is longer than \(limit) bytes"))
        }
    }
}
