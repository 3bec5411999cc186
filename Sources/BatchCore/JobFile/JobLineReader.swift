/// Reads the members of one line and gathers what is wrong with them.
///
/// A null is a member left out. What is read of a line with faults is of no use but to find more of them.
struct JobLineReader {
    let source: JobText
    let reading: JobReading
    /// The part of the text that is being read: which line of a session, counted from 0.
    var part = 0
    private(set) var faults: [JobFault] = []
    /// The members that unknown ones may have been meant for.
    private(set) var meant: Set<String> = []
    /// What is to be said of the line besides, whoever is asked.
    private(set) var remarks: [JobRemark] = []
    /// Where the turns of a foreign line stand, in their order, and in which part of the text.
    var turnPlaces: [(value: JSONValue, part: Int)] = []

    var line: Int { source.line }

    /// The faults in the order of the text; what it lacks as a whole comes last.
    var orderedFaults: [JobFault] {
        func place(_ fault: JobFault) -> (Int, Int) {
            (fault.line, fault.column) == (source.line, source.column) ? (.max, .max) : (fault.line, fault.column)
        }
        return faults.sorted { place($0) < place($1) }
    }
    /// The most faults that are told of one line. To place a fault the line is walked up to it, and a long line of the wrong
    /// form may have millions.
    static let mostFaults = 20

    init(_ source: JobText, _ reading: JobReading) { (self.source, self.reading) = (source, reading) }

    mutating func fault(_ message: String, at place: JSONValue, member: String? = nil, hint: Advice? = nil) {
        guard faults.count < Self.mostFaults else { return }
        fault(message, at: place.position, member: member, hint: hint)
    }

    mutating func fault(_ message: String, at position: JSONPosition, member: String? = nil, hint: Advice? = nil) {
        guard faults.count < Self.mostFaults else { return }
        let place = source.place(of: position, inPart: part)
        faults.append(JobFault(line: place.line, column: place.column, member: member, message: message, hint: hint))
    }

    /// Notes something that is no fault. What is the same of many turns is said once.
    mutating func remark(_ remark: JobRemark) {
        guard !remarks.contains(where: { $0.weight == remark.weight }) else { return }
        remarks.append(remark)
    }

    /// - Parameters:
    ///   - known: the names that may have been meant.
    ///   - hint: said in place of the nearest of them.
    mutating func faultUnknown(_ member: JSONMember, known: [String], hint: Advice? = nil) {
        let name = Self.shown(member.name)
        if let nearest = Self.nearest(name, in: known) { meant.insert(nearest) }
        fault("unknown member \"\(name)\"", at: member.nameValue, member: name, hint: hint ?? Self.guess(name, in: known))
    }

    mutating func faultKind(_ value: JSONValue, of member: String, expected: String) {
        fault("\"\(member)\" must be \(expected), and this is \(Self.name(of: value.kind))", at: value, member: member)
    }

    /// The names of `members` in their order; one that stands twice is a fault.
    mutating func names(of members: [JSONMember]) -> [String] {
        let names = members.map(\.name)
        // Most objects have a handful of members, where comparing each with each is cheaper than a set.
        if names.count <= 16 {
            for (place, name) in names.enumerated() where names[..<place].contains(name) { faultTwice(members[place], name) }
        } else {
            var seen: Set<String> = []
            for (place, name) in names.enumerated() where !seen.insert(name).inserted { faultTwice(members[place], name) }
        }
        return names
    }

    private mutating func faultTwice(_ member: JSONMember, _ name: String) {
        let name = Self.shown(name)
        fault("the member \"\(name)\" stands twice", at: member.nameValue, member: name)
    }

    /// A string that says something.
    mutating func text(_ value: JSONValue, of member: String) -> String? {
        guard let text = value.string else {
            faultKind(value, of: member, expected: "a string")
            return nil
        }
        guard !text.isEmpty else {
            fault("\"\(member)\" is empty", at: value, member: member)
            return nil
        }
        return text
    }

    /// A job's name.
    mutating func id(_ value: JSONValue, of member: String) -> String? {
        guard let id = text(value, of: member) else { return nil }
        guard id.utf8.count <= JobLine.longestID else {
            fault("\"\(member)\" is longer than \(JobLine.longestID) bytes", at: value, member: member)
            return nil
        }
        return id
    }

    /// A whole number in 32 bits.
    mutating func int32(_ value: JSONValue, of member: String) -> Int? {
        guard value.kind == .number, let number = value.double, number == number.rounded() else {
            faultKind(value, of: member, expected: "a whole number")
            return nil
        }
        guard let whole = value.int, Int32(exactly: whole) != nil else {
            fault("\"\(member)\" must lie between \(Int32.min) and \(Int32.max)", at: value, member: member)
            return nil
        }
        return whole
    }

    /// A whole number within bounds.
    mutating func count(_ value: JSONValue, of member: String, _ range: ClosedRange<Int>) -> Int? {
        guard let number = int32(value, of: member) else { return nil }
        guard range.contains(number) else {
            fault("\"\(member)\" must lie between \(range.lowerBound) and \(range.upperBound)", at: value, member: member)
            return nil
        }
        return number
    }

    /// What may have been meant by `name`. Nothing near is looked for where the name is longer than any that is known.
    static func guess(_ name: String, in known: [String]) -> Advice? { nearest(name, in: known).map { "did you mean \"\($0)\"?" } }

    private static func nearest(_ name: String, in known: [String]) -> String? {
        name.utf8.count <= 40 ? NearestName.of(name, in: known) : nil
    }

    static func name(of kind: JSONValue.Kind) -> String {
        switch kind {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// A name from the file, cut to a length that suits a message. Scalars are counted, since a character may be made of any
    /// number of them.
    static func shown(_ name: String) -> String {
        let cut = name.unicodeScalars.prefix(80)
        return cut.endIndex < name.unicodeScalars.endIndex ? String(cut) + "…" : name
    }
}
