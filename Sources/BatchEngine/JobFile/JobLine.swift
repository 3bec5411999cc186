// JobFile: the forms of a job file's lines, read as bytes. Floor 2.

/// One line of a job file, read and checked whole.
///
/// The values that are passed on to the provider are slices of the line, byte for byte. A stored line that was accepted
/// once gives the same job again.
public struct JobLine: Sendable {
    /// The longest id, in bytes of UTF-8.
    public static let longestID = 512

    public let form: JobLineForm
    public let job: Job
    private let document: JSONDocument

    /// Reads the bytes of one line, without its line end.
    /// - Parameter line: the line's number in the file, counted from 1.
    /// - Throws: every fault of the line, in the order found.
    public init(_ bytes: [UInt8], line: Int) throws(JobLineError) {
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            throw JobLineError(JobFault(line: line, column: error.position.column, message: "this is no JSON: \(error.message)"))
        }
        var reader = JobLineReader(line: line)
        let root = document.root
        let form = JobLineForm(recognising: root)
        let job = reader.readLine(root, as: form)
        guard reader.faults.isEmpty, let job else { throw JobLineError(line: line, faults: reader.orderedFaults) }
        (self.form, self.job, self.document) = (form, job, document)
    }

    /// The job that the line describes, where nothing else of the line is wanted.
    public static func read(_ bytes: [UInt8], line: Int) throws(JobLineError) -> Job {
        try JobLine(bytes, line: line).job
    }

    /// What the line says for the result line alone, as JSON text; nil where it says nothing or null.
    public var metadata: [UInt8]? {
        switch form {
        case .native:
            guard let value = document.root["metadata"], !value.isNull else { return nil }
            return Array(value.raw)
        case .mtBench: return MTBenchMember.metadata(of: document.root)
        case .openAIBatch, .shareGPT: return nil
        }
    }

    /// The id of a question of MT-Bench where it is a number, as it is spelled.
    var questionNumber: [UInt8]? {
        guard form == .mtBench, let id = document.root[form.idMember], id.kind == .number else { return nil }
        return Array(id.raw)
    }

    /// The column at which the value at that place begins, or the last value on the way to it that is there; 1 for no place.
    public func column(of place: JobPlace?) -> Int {
        guard let place else { return 1 }
        var value = document.root
        if let turn = place.turn { value = value["turns"]?[turn - 1] ?? value }
        if let member = (place.isParameter ? value["params"]?[place.member] : nil) ?? value[place.member] {
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
        return value.position.column
    }

    /// Where a message of the opening history says that it begins a reply; nil where none does.
    var openingPrefix: JSONPosition? {
        document.root["messages"]?.elements.lazy.compactMap { $0["prefix"] }.first { $0.bool == true }?.position
    }
}
