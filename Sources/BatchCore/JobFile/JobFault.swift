/// A fault of a line of a job file, with its place.
package struct JobFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    package var line: Int
    /// Counted from 1, in Unicode scalars.
    package var column: Int
    /// The name of the faulty member; nil for a fault of the line as a whole.
    package var member: String?
    /// The fault, in words that continue a sentence.
    package var message: String
    /// What the user can do, as a clause that ends the message.
    package var hint: Advice?

    package init(line: Int, column: Int = 1, member: String? = nil, message: String, hint: Advice? = nil) {
        (self.line, self.column, self.member, self.message, self.hint) = (line, column, member, message, hint)
    }

    /// `line 812, column 14: unknown member "turn"; did you mean "turns"?`, without the remedy of the hint.
    package var description: String {
        "line \(line), column \(column): \(message)" + (hint.map { "; \($0.text)" } ?? "")
    }
}

/// All faults of one line of a job file.
package struct JobLineError: Error, Hashable, Sendable, CustomStringConvertible {
    package var line: Int
    /// In the order of the line, at most twenty. Never empty.
    package var faults: [JobFault]

    package init(line: Int, faults: [JobFault]) {
        precondition(!faults.isEmpty, "an error of line \(line) needs a fault")
        (self.line, self.faults) = (line, faults)
    }

    package init(_ fault: JobFault) { self.init(line: fault.line, faults: [fault]) }

    /// One fault on each line.
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
