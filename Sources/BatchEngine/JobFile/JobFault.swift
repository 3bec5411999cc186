/// Something that is wrong with a line of a job file, and where.
public struct JobFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    public var line: Int
    /// Counted from 1, in Unicode scalars.
    public var column: Int
    /// The name of the member that is at fault; nil where it is the line as a whole.
    public var member: String?
    /// What is wrong, in words that continue a sentence.
    public var message: String
    /// What may be done about it.
    public var hint: String?

    public init(line: Int, column: Int = 1, member: String? = nil, message: String, hint: String? = nil) {
        (self.line, self.column, self.member, self.message, self.hint) = (line, column, member, message, hint)
    }

    /// `line 812, column 14: unknown member "turn"; did you mean "turns"?`
    public var description: String {
        "line \(line), column \(column): \(message)" + (hint.map { "; \($0)" } ?? "")
    }
}

/// Everything that is wrong with one line of a job file.
public struct JobLineError: Error, Hashable, Sendable, CustomStringConvertible {
    public var line: Int
    /// In the order of the line, twenty at most. Never empty.
    public var faults: [JobFault]

    public init(line: Int, faults: [JobFault]) {
        precondition(!faults.isEmpty, "an error of line \(line) needs a fault")
        (self.line, self.faults) = (line, faults)
    }

    public init(_ fault: JobFault) { self.init(line: fault.line, faults: [fault]) }

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
