/// The text that a job is read from, and what its reader finds besides the job: faults, remarks, the places of turns.
///
/// A null is read like a missing member. Reading continues after a fault only to find more faults.
struct LineContext {
    let document: JobDocument
    let reading: JobReading
    private(set) var faults: [JobFault] = []
    /// Known members whose names were probably misspelled.
    private(set) var meant: Set<String> = []
    /// Remarks on the line that hold for every provider.
    private(set) var remarks: [JobRemark] = []
    /// The places of the turns, in their order, if they are not the elements of `turns`.
    var turnPlaces: [JSONValue] = []

    /// The most faults that are reported of one line. A long line of the wrong form may have millions, and the text is read up to
    /// each of them for its column.
    static let mostFaults = 20

    init(_ document: JobDocument, _ reading: JobReading) { (self.document, self.reading) = (document, reading) }

    /// The faults in the order of the text. Those of the text as a whole come last.
    var orderedFaults: [JobFault] {
        let text = document.text
        func place(_ fault: JobFault) -> (Int, Int) {
            (fault.line, fault.column) == (text.line, text.column) ? (.max, .max) : (fault.line, fault.column)
        }
        return faults.sorted { place($0) < place($1) }
    }

    /// A job without turns and id, to be filled.
    var emptyJob: Job { Job(id: "", line: document.text.line, turns: []) }

    mutating func fault(_ message: String, at value: JSONValue, member: String? = nil, hint: Advice? = nil) {
        guard faults.count < Self.mostFaults else { return }
        fault(message, at: value.position, in: value, member: member, hint: hint)
    }

    /// - Parameter position: a position in the same line or text as `value`.
    mutating func fault(_ message: String, at position: JSONPosition, in value: JSONValue, member: String? = nil, hint: Advice? = nil) {
        guard faults.count < Self.mostFaults else { return }
        let place = document.place(of: position, in: value)
        faults.append(JobFault(line: place.line, column: place.column, member: member, message: message, hint: hint))
    }

    /// Faults a member by its name.
    mutating func refuse(_ member: JSONMember, _ message: String, hint: Advice? = nil) {
        fault(message, at: member.nameValue, member: member.name, hint: hint)
    }

    /// - Parameters:
    ///   - known: the known names. The nearest one is suggested.
    ///   - hint: advice instead of the suggestion.
    mutating func faultUnknown(_ member: JSONMember, known: [String], hint: Advice? = nil) {
        let name = Self.shown(member.name)
        if let nearest = Self.nearest(name, in: known) { meant.insert(nearest) }
        fault("unknown member \"\(name)\"", at: member.nameValue, member: name, hint: hint ?? Self.guess(name, in: known))
    }

    mutating func faultKind(_ value: JSONValue, of member: String, expected: String, hint: Advice? = nil) {
        fault("\"\(member)\" must be \(expected), not \(value.kind.name)", at: value, member: member, hint: hint)
    }

    /// Adds a remark. The same remark on many turns is kept once.
    mutating func remark(_ remark: JobRemark) {
        guard !remarks.contains(where: { $0.weight == remark.weight }) else { return }
        remarks.append(remark)
    }

    /// A question about the known name nearest to `name`; nil if none is near. A name longer than any known one is not compared.
    static func guess(_ name: String, in known: [String]) -> Advice? { nearest(name, in: known).map { "did you mean \"\($0)\"?" } }

    private static func nearest(_ name: String, in known: [String]) -> String? {
        name.utf8.count <= 40 ? NearestName.of(name, in: known) : nil
    }

    /// A name from the file, cut to a length that suits a message. Scalars are counted, since a character may consist of any
    /// number of them.
    static func shown(_ name: String) -> String {
        let cut = name.unicodeScalars.prefix(80)
        return cut.endIndex < name.unicodeScalars.endIndex ? String(cut) + "…" : name
    }
}
